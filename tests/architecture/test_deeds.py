"""Every deed that stands in the trail has its words in each language, so that an admin reads it in their own."""

from __future__ import annotations

import ast
import json
import re
from enum import StrEnum
from pathlib import Path

import pytest

from clinic_suite.auth.model import DeviceState, SessionEnd
from tests.architecture.house import ROOT, named, python_files

_WEB = ROOT / "web/src/features/audit"
_NOTES = {"note_of": 2, "about": 2, "code_note": 1}
"""What makes a note, and how many of its first arguments are words: the deed, and the thing that it is done to."""
_EVERYWHERE = {"note_of", "Note"}
_ENUMS: dict[str, type[StrEnum]] = {"why": SessionEnd, "state": DeviceState}
"""Where a deed is called after the state that came of it, all words of the state are asked for."""


class _Reader(ast.NodeVisitor):
    """Finds the deeds and things in one module, also where they go through a function of the same module."""

    def __init__(self, tree: ast.Module, *, is_auth: bool = False) -> None:
        self.tree = tree
        self.is_auth = is_auth
        self.actions: set[str] = set()
        self.entities: set[str] = {"code"}
        self.unread: list[int] = []
        self._inside: list[ast.FunctionDef] = []
        self.visit(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._inside.append(node)
        self.generic_visit(node)
        self._inside.pop()

    def visit_Call(self, node: ast.Call) -> None:
        called = (
            getattr(node.func, "id", "")
            if self.is_auth
            else _called(node)
            if _called(node) in _EVERYWHERE
            else ""
        )
        if called in _NOTES and not self._is_its_own_making(called):
            for into, said in zip((self.actions, self.entities)[: _NOTES[called]], node.args, strict=False):
                self._take(said, into)
        if called == "Note":
            named_so = {k.arg: k.value for k in node.keywords}
            self._take(named_so["action"], self.actions)
            self._take(named_so["entity"], self.entities)
        self.generic_visit(node)

    def _is_its_own_making(self, called: str) -> bool:
        return any(f.name == called for f in self._inside)

    def _take(self, node: ast.expr, into: set[str]) -> None:
        words = self._words(node)
        if not words and not (self._inside and self._inside[-1].name in _NOTES):
            self.unread.append(node.lineno)
        into.update(words)

    def _words(self, node: ast.expr) -> set[str]:
        if isinstance(node, ast.Constant):
            return {str(node.value)}
        if isinstance(node, ast.IfExp):
            return self._words(node.body) | self._words(node.orelse)
        if isinstance(node, ast.Call):
            return self._answers_of(_called(node))
        if isinstance(node, ast.Attribute) and node.attr == "value" and isinstance(node.value, ast.Name):
            return {word.value for word in _ENUMS.get(node.value.id, ())}
        if isinstance(node, ast.Name) and self._inside:
            function = self._inside[-1]
            return self._given_as(node.id, function) | self._made_in(node.id, function)
        return set()

    def _made_in(self, name: str, function: ast.FunctionDef) -> set[str]:
        """What a variable of the function is given there."""
        made = [a for a in ast.walk(function) if isinstance(a, ast.Assign)]
        values = [a.value for a in made if any(isinstance(t, ast.Name) and t.id == name for t in a.targets)]
        return {w for value in values for w in self._words(value)}

    def _answers_of(self, name: str) -> set[str]:
        found = [f for f in ast.walk(self.tree) if isinstance(f, ast.FunctionDef) and f.name == name]
        returned = [r.value for f in found for r in ast.walk(f) if isinstance(r, ast.Return) and r.value]
        return {w for value in returned for w in self._words(value)}

    def _given_as(self, name: str, function: ast.FunctionDef) -> set[str]:
        names = [a.arg for a in function.args.args if a.arg != "self"]
        if name not in names:
            return set()
        calls = [c for c in ast.walk(self.tree) if isinstance(c, ast.Call) and _called(c) == function.name]
        place = names.index(name)
        given = [c.args[place] for c in calls if len(c.args) > place]
        given += [k.value for c in calls for k in c.keywords if k.arg == name]
        return {str(g.value) for g in given if isinstance(g, ast.Constant)}


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def _readers() -> dict[Path, _Reader]:
    files = python_files("clinic_suite")
    return {f: _Reader(ast.parse(f.read_text("utf-8")), is_auth="auth" in f.parts) for f in files}


@pytest.fixture(scope="module")
def deeds() -> dict[str, set[str]]:
    readers = _readers().values()
    return {
        "action": set().union(*(r.actions for r in readers)),
        "entity": set().union(*(r.entities for r in readers)),
    }


def test_every_note_says_its_deed_in_a_way_that_can_be_read_here() -> None:
    unread = {named(file): reader.unread for file, reader in _readers().items() if reader.unread}
    assert unread == {}


def test_the_reader_finds_what_is_there(deeds: dict[str, set[str]]) -> None:
    assert deeds["action"] >= {
        "signed_in",
        "placed",
        "lifted",
        "changed",
        "registered",
        "disabled",
        "refused",
    }
    assert deeds["entity"] >= {"session", "legal_hold", "chart_grant", "sign_in", "patient", "code"}


def test_a_deed_that_is_made_up_on_the_way_is_not_overlooked() -> None:
    reader = _Reader(ast.parse("def do(tx, thing):\n    tx.note(note_of(f'un{thing}', 'clinic'))\n"))
    assert reader.unread == [2]


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("kind", ["action", "entity"])
def test_every_deed_and_thing_has_its_words(deeds: dict[str, set[str]], kind: str, language: str) -> None:
    words = json.loads((_WEB / "words" / f"{language}.json").read_text("utf-8"))[kind]
    assert sorted(deeds[kind] - set(words)) == []
    assert all(text.strip() for text in words.values())


@pytest.mark.parametrize(("kind", "listed"), [("action", "ACTIONS"), ("entity", "ENTITIES")])
def test_the_screen_knows_each_of_them(deeds: dict[str, set[str]], kind: str, listed: str) -> None:
    source = (_WEB / "useDeeds.ts").read_text("utf-8")
    found = re.search(rf"export const {listed} = \[(.*?)\]", source, re.DOTALL)
    assert found is not None
    assert sorted(deeds[kind] - set(re.findall(r"'(\w+)'", found[1]))) == []
