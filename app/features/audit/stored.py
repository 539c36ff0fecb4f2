"""An event as a document of MongoDB, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from app.features.audit.model import Event, Link

STORED_FIELDS = frozenset({"_id", "hash", "seal"} | {field.name for field in msgspec.structs.fields(Event)})


def event_id(organization: str, number: int) -> str:
    """``_id``: of two processes that append the same number one is refused."""
    return f"{organization}:{number}"


def document_of(link: Link) -> dict[str, Any]:
    """What is inserted."""
    event = link.event
    fields = msgspec.structs.asdict(event)
    return {"_id": event_id(event.organization, event.number), **fields, "hash": link.hash, "seal": link.seal}


def link_of(document: Mapping[str, Any]) -> Link:
    """The inverse of ``document_of``. Raises msgspec.ValidationError, KeyError for what is no event."""
    return Link(msgspec.convert(document, Event), document["hash"], document["seal"])
