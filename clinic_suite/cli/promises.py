"""What clients relied on in an older description of the API, and may no longer in a newer one.

A client *sends* parameters and bodies: the newer API must take whatever the older one took.  It
*reads* answers: the newer API must go on giving whatever the older one gave.  A new word in a closed
list that is only read is no break: clients are told to expect one (``docs/api/changes.md``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Spec = dict[str, Any]
_METHODS = ("get", "put", "post", "patch", "delete")
_DEEPEST = 12
_SMALLEST = ("minimum", "minLength", "minItems", "exclusiveMinimum")
_LARGEST = ("maximum", "maxLength", "maxItems", "exclusiveMaximum")


def broken_promises(before: Spec, after: Spec) -> list[str]:
    """A sentence for each thing that worked by the older description and does not by the newer."""
    old, new = dict(_doors(before)), dict(_doors(after))
    broken: list[str] = []
    for door, was in old.items():
        now = new.get(door)
        broken += [f"{door} is gone"] if now is None else _door(_Door(before, was), _Door(after, now), door)
    return broken


class _Door:
    """One operation, and the description in which its references lead somewhere."""

    def __init__(self, spec: Spec, about: Spec) -> None:
        self.spec = spec
        self.about = about

    def roles(self) -> set[str]:
        return set(self.about.get("x-who-may", {}).get("roles", ()))

    def parameters(self) -> dict[str, Spec]:
        found = (_resolved(self.spec, p) for p in self.about.get("parameters", ()))
        return {f"the {p['in']} parameter {p['name']}": p for p in found}

    def body(self) -> Spec | None:
        content: Spec = self.about.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return None if schema is None else _flat(self.spec, schema)

    def answers(self) -> dict[str, Spec]:
        """The good answers by status and content type; a refusal's shape is the same everywhere."""
        found = {}
        for status, answer in self.about.get("responses", {}).items():
            if status.startswith("2"):
                content = _resolved(self.spec, answer).get("content", {"nothing": {"schema": {}}})
                found.update(
                    {f"{status} with {kind}": _flat(self.spec, c["schema"]) for kind, c in content.items()}
                )
        return found


def _doors(spec: Spec) -> Iterator[tuple[str, Spec]]:
    for path, about in spec.get("paths", {}).items():
        for method in _METHODS:
            if method in about:
                parameters = [*about.get("parameters", ()), *about[method].get("parameters", ())]
                yield f"{method.upper()} {path}", {**about[method], "parameters": parameters}


def _door(was: _Door, now: _Door, door: str) -> list[str]:
    broken = [f"{door} is closed to {role}" for role in sorted(was.roles() - now.roles())]
    broken += _parameters(was, now, door)
    body, new_body = was.body(), now.body()
    if body is not None and new_body is None:
        broken.append(f"{door} takes no body any more")
    elif body is None and new_body is not None and now.about["requestBody"].get("required"):
        broken.append(f"{door} needs a body now")
    elif body is not None and new_body is not None:
        broken += _sent(was.spec, body, now.spec, new_body, f"{door}: the body")
    given = now.answers()
    for answer, schema in was.answers().items():
        if answer not in given:
            broken.append(f"{door} no longer answers {answer}")
        else:
            broken += _read(was.spec, schema, now.spec, given[answer], f"{door}: the answer")
    return broken


def _parameters(was: _Door, now: _Door, door: str) -> list[str]:
    old, new = was.parameters(), now.parameters()
    broken = [f"{door} no longer takes {name}" for name in old.keys() - new.keys()]
    needed = {name for name, p in new.items() if p.get("required")}
    broken += [f"{door} needs {n} now" for n in needed if not old.get(n, {}).get("required")]
    for name in old.keys() & new.keys():
        schemas = _flat(was.spec, old[name].get("schema", {})), _flat(now.spec, new[name].get("schema", {}))
        broken += _sent(was.spec, schemas[0], now.spec, schemas[1], f"{door}: {name}")
    return sorted(broken)


def _sent(old: Spec, was: Spec, new: Spec, now: Spec, at: str, depth: int = 0) -> list[str]:
    """What a client may send: the newer shape must take all that the older one took."""
    if depth > _DEEPEST:
        return []
    broken = [f"{at} may no longer be {kind}" for kind in sorted(_kinds(was) - _kinds(now))]
    broken += _narrowed(was, now, at)
    fields, new_fields = was.get("properties", {}), now.get("properties", {})
    broken += [f"{at}/{name} is no longer taken" for name in fields if name not in new_fields]
    needed = sorted(set(now.get("required", ())) - set(was.get("required", ())))
    broken += [f"{at}/{name} is needed now" for name in needed]
    for name in fields.keys() & new_fields.keys():
        inner = _flat(old, fields[name]), _flat(new, new_fields[name])
        broken += _sent(old, inner[0], new, inner[1], f"{at}/{name}", depth + 1)
    if "items" in was and "items" in now:
        inner = _flat(old, was["items"]), _flat(new, now["items"])
        broken += _sent(old, inner[0], new, inner[1], f"{at}/*", depth + 1)
    return broken


def _narrowed(was: Spec, now: Spec, at: str) -> list[str]:
    broken = []
    if "enum" in now:
        gone = [str(w) for w in was.get("enum", ()) if w not in now["enum"]]
        broken += [f"{at} may no longer be the word {word}" for word in gone]
        if "enum" not in was:
            broken.append(f"{at} may only be one of a closed list now")
    broken += [
        f"{at} has a higher {k} now" for k in _SMALLEST if k in now and now[k] > was.get(k, float("-inf"))
    ]
    broken += [
        f"{at} has a lower {k} now" for k in _LARGEST if k in now and now[k] < was.get(k, float("inf"))
    ]
    broken += [
        f"{at} must fit another {k} now" for k in ("pattern", "format") if k in now and now[k] != was.get(k)
    ]
    if now.get("uniqueItems") and not was.get("uniqueItems"):
        broken.append(f"{at} may not repeat a value now")
    return broken


def _read(old: Spec, was: Spec, new: Spec, now: Spec, at: str, depth: int = 0) -> list[str]:
    """What a client reads: the newer shape must give all that the older one gave."""
    if depth > _DEEPEST:
        return []
    broken = [f"{at} may be {kind} now" for kind in sorted(_kinds(now) - _kinds(was))]
    fields, new_fields = was.get("properties", {}), now.get("properties", {})
    broken += [f"{at}/{name} is gone" for name in fields if name not in new_fields]
    unsure = sorted((set(was.get("required", ())) - set(now.get("required", ()))) & new_fields.keys())
    broken += [f"{at}/{name} may be missing now" for name in unsure]
    if "format" in was and now.get("format") != was["format"]:
        broken.append(f"{at} has another format now")
    for name in fields.keys() & new_fields.keys():
        inner = _flat(old, fields[name]), _flat(new, new_fields[name])
        broken += _read(old, inner[0], new, inner[1], f"{at}/{name}", depth + 1)
    if "items" in was and "items" in now:
        inner = _flat(old, was["items"]), _flat(new, now["items"])
        broken += _read(old, inner[0], new, inner[1], f"{at}/*", depth + 1)
    return broken


def _kinds(schema: Spec) -> set[str]:
    """The JSON types that a schema lets through; one that names none lets all through."""
    kinds = schema.get("type")
    if kinds is None:
        return {"array", "boolean", "integer", "null", "number", "object", "string"}
    named = {kinds} if isinstance(kinds, str) else set(kinds)
    return named | {"integer"} if "number" in named else named


def _flat(spec: Spec, schema: Spec) -> Spec:
    """A schema with its reference followed, and "this, or nothing" written as one shape that may be null."""
    schema = _resolved(spec, schema)
    branches = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if not branches:
        return schema
    shapes = [_flat(spec, b) for b in branches]
    null = [s for s in shapes if s.get("type") == "null"]
    real = [s for s in shapes if s.get("type") != "null"]
    if len(real) != 1:
        # More than one shape at one place: the comparison sees only which JSON types it may have.
        return {"type": sorted(set().union(*(_kinds(s) for s in shapes)))}
    return {**real[0], "type": sorted(_kinds(real[0]) | {"null"})} if null else real[0]


def _resolved(spec: Spec, schema: Spec) -> Spec:
    while "$ref" in schema:
        target: Any = spec
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = {**target, **{k: v for k, v in schema.items() if k != "$ref"}}
    return schema
