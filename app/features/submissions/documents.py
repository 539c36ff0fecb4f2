"""Entries as documents of MongoDB."""

from __future__ import annotations

from typing import Any

from app.features.submissions.model import Entry


def document_of(entry: Entry) -> dict[str, Any]:
    """An entry as MongoDB keeps it; a first revision has no ``replaces``."""
    document: dict[str, Any] = {
        "_id": entry.id,
        "session": entry.session,
        "organization": entry.organization,
        "slot": entry.slot,
        "attempt": entry.attempt,
        "answers": entry.answers,
        "key": entry.key,
        "payload_hash": entry.payload_hash,
        "at": entry.at,
    }
    if entry.replaces:
        document["replaces"] = entry.replaces
    if entry.client:
        document["client"] = entry.client
    return document


def entry_of(document: dict[str, Any]) -> Entry:
    """The inverse of ``document_of``."""
    return Entry(
        id=document["_id"],
        session=document["session"],
        organization=document["organization"],
        attempt=document["attempt"],
        answers=document["answers"],
        replaces=document.get("replaces", {}),
        key=document["key"],
        payload_hash=document["payload_hash"],
        at=document["at"],
        client=document.get("client", {}),
    )
