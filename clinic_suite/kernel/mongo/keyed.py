"""Spares the preview engine from looking at every document for what has a key.

mongomock reads a whole collection to find one ``_id`` and again to see whether a unique key is free,
so twenty thousand patients would cost it four hundred million looks.  Here both are one look.
What it answers stays the same: a key that is remembered is believed only after its document was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs
from mongomock import helpers
from mongomock.filtering import filter_applies
from pymongo.errors import DuplicateKeyError

Document = dict[str, Any]
_PLAIN = (str, int, bytes)
_fits: Callable[[Any, Document], bool] = filter_applies
_value_at: Callable[[Document, str], Any] = helpers.get_value_by_dot
_as_mongomock_asks: Callable[[Any], Any] = helpers.patch_datetime_awareness_in_document


@attrs.frozen
class _Unique:
    """One unique index, and who was last seen under which of its keys."""

    index: Mapping[str, Any]
    holders: dict[tuple[Any, ...], Any] = attrs.field(factory=dict)

    def key_of(self, document: Document) -> tuple[Any, ...] | None:
        """The document's key; none when the index passes the document over."""
        only = self.index.get("partialFilterExpression")
        if only is not None and not _fits(only, document):
            return None
        return tuple(value_of(document, field) for field, _ in self.index["key"])


class Keyed:
    """Takes the place of two methods of a mongomock collection."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._slow_iter = inner._iter_documents
        self._slow_uniques = inner._ensure_uniques
        self._known: dict[str, _Unique] = {}
        inner._iter_documents = self.iter_documents
        inner._ensure_uniques = self.ensure_uniques

    def iter_documents(self, wish: Any) -> Iterable[Document]:
        ids = _ids_in(wish)
        if ids is None or self._inner._store.is_empty:
            documents: Iterable[Document] = self._slow_iter(wish)
            return documents
        there = self._inner._store._documents
        named = [there[one] for one in ids if one in there]
        return iter([document for document in named if _fits(wish, document)])

    def ensure_uniques(self, new: Document) -> None:
        """Refuse a key that another document holds; mongomock has stored the new one already."""
        known = dict(self._known)
        try:
            self._require_unique(new)
        except DuplicateKeyError:
            # What was learned just now has not seen the older document of this id, which comes back.
            self._known = known
            raise

    def _require_unique(self, new: Document) -> None:
        uniques = [self._unique(n, i, new) for n, i in self._inner._store.indexes.items() if i.get("unique")]
        if any(unique.index.get("sparse") or not _is_plain(unique.key_of(new)) for unique in uniques):
            self._slow_uniques(new)
        for unique in uniques:
            key = unique.key_of(new)
            if key is None or not _is_plain(key):
                continue
            if self._holds(unique, unique.holders.get(key), key, new):
                raise DuplicateKeyError("E11000 Duplicate Key Error", 11000)
            unique.holders[key] = new["_id"]

    def matching(self, wish: Any) -> Iterable[Document]:
        """What a write would find, as it is stored and not as a copy."""
        return self.iter_documents(_as_mongomock_asks(wish))

    def ids(self) -> set[Any]:
        return set(self._inner._store._documents)

    def knows(self, id_: Any) -> bool:
        return id_ in self._inner._store._documents

    def put_back(self, id_: Any, document: Document | None) -> None:
        """Let a document be again as it was, or not be there; what is remembered of its keys follows."""
        store = self._inner._store
        if document is None:
            store._documents.pop(id_, None)
            return
        store[id_] = document
        for unique in self._known.values():
            key = unique.key_of(document)
            if key is not None and _is_plain(key):
                unique.holders[key] = id_

    def _holds(self, unique: _Unique, holder: Any, key: tuple[Any, ...], new: Document) -> bool:
        """Whether the remembered holder is still there, is another one, and still has the key."""
        document = self._inner._store._documents.get(holder)
        return document is not None and holder != new["_id"] and unique.key_of(document) == key

    def _unique(self, name: str, index: Mapping[str, Any], new: Document) -> _Unique:
        """What is known of an index; when it is new to us, all documents but the newest are read once."""
        known = self._known.get(name)
        if known is None or known.index is not index:
            known = self._known[name] = _Unique(index)
            for document in self._inner._store.documents:
                key = known.key_of(document)
                if key is not None and _is_plain(key) and document["_id"] != new["_id"]:
                    known.holders.setdefault(key, document["_id"])
        return known


def _ids_in(wish: Any) -> list[Any] | None:
    """The ids that a wish names, if it names them plainly."""
    named = wish.get("_id") if isinstance(wish, Mapping) else None
    if isinstance(named, _PLAIN):
        return [named]
    if isinstance(named, Mapping) and set(named) == {"$in"}:
        several = list(named["$in"])
        return list(dict.fromkeys(several)) if all(isinstance(n, _PLAIN) for n in several) else None
    return None


def value_of(document: Document, field: str) -> Any:
    """What stands at a dotted path, or nothing."""
    try:
        return _value_at(document, field)
    except KeyError:
        return None


def _is_plain(key: tuple[Any, ...] | None) -> bool:
    """Whether a key can be remembered: lists and documents are compared in ways of their own."""
    return key is None or not any(isinstance(value, (list, dict)) for value in key)
