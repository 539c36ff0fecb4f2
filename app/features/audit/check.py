"""Follows a chain and names the first place where it is not what was recorded: pure, one event at a time."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from app.features.audit.model import Head, Link, seal_of
from app.features.audit.stored import STORED_FIELDS, link_of

Kind = Literal[
    "changed", "removed", "inserted", "forged", "cut_off", "head_missing", "head_forged", "stray", "not_in_chain"
]

MEANINGS: Mapping[Kind, str] = {
    "changed": "it is not what was recorded: its content does not give its hash",
    "removed": "it is missing, though later ones are there",
    "inserted": "it does not follow from the event before it",
    "forged": "it was not written by a process that knows the secret",
    "cut_off": "it and all after it are missing, though the chain was longer",
    "head_missing": "nothing says any more how long the chain was",
    "head_forged": "what is kept of the chain's end was not written by a process that knows the secret",
    "stray": "documents are there that have no place in the chain",
    "not_in_chain": "the expected hash is not in the chain",
}


class Finding(msgspec.Struct, frozen=True):
    """The first thing that is wrong; ``number`` is the event's, 0 where it is the chain as a whole."""

    kind: Kind
    number: int

    @property
    def text(self) -> str:
        subject = f"event {self.number}: " if self.number else ""
        return f"{subject}{MEANINGS[self.kind]}"


class ChainCheck:
    """Takes the stored documents of one organization in the order of their numbers."""

    def __init__(self, organization: str, key: bytes, *, former: Sequence[bytes] = ()) -> None:
        self._organization = organization
        self._keys = (key, *former)
        self.head = Head()

    def take(self, document: Mapping[str, Any]) -> Finding | None:
        """Go on by one event, or say what is wrong with it."""
        number = self.head.number + 1
        link = _read(document)
        if link is None or link.event.organization != self._organization or link.event.number != number:
            return Finding("changed", number)
        if link.event.hash() != link.hash:
            return Finding("changed", number)
        if not any(hmac.compare_digest(seal_of(link.hash, key), link.seal) for key in self._keys):
            return Finding("forged", number)
        if link.event.previous != self.head.hash or link.event.at < self.head.at:
            return Finding("inserted", number)
        self.head = link.head
        return None


def _read(document: Mapping[str, Any]) -> Link | None:
    if set(document) != STORED_FIELDS or not isinstance(document["seal"], str):
        return None
    try:
        return link_of(document)
    except msgspec.ValidationError:
        return None
