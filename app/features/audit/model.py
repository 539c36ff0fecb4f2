"""An event of the audit chain, and what its hash and its seal are made of: pure, without clock or I/O.

The hash of an event is the SHA-256 of its canonical form: a JSON object in UTF-8 with the fields of ``HASHED``, keys
sorted, no space between tokens, no escapes but the necessary ones. ``before`` and ``after`` are in it as the text that
is stored, so that nobody has to agree with us on how a number is written. ``previous`` is the hash of the event before,
64 zeros for the first. docs/audit.md shows how to recompute it without this program.

The seal is an HMAC of the hash under a key derived from JWT_SECRET: whoever can write to the database but does not
know the secret can compute hashes, not seals.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec

SYSTEM = "system"
"""The actor of what nobody asked for at the moment, such as the end of a retention period."""

GENESIS = "0" * 64
MAX_STATE_BYTES = 16_384
"""Of ``before`` and of ``after``; what is longer is named by its hash."""

MARK_CHARACTERS = 16


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One change. ``login`` names the login that the actor's token came from, or the API key.

    ``at`` never lies before the ``at`` of the event before: a process whose clock is behind takes over that time.
    """

    organization: str
    number: int
    id: str
    at: datetime
    actor: str
    login: str
    action: str
    target: str
    request: str
    address: str
    before: str | None
    after: str | None
    previous: str

    def canonical(self) -> bytes:
        """What is hashed."""
        fields = msgspec.structs.asdict(self) | {"at": timestamp(self.at)}
        return msgspec.json.encode(fields, order="deterministic")

    def hash(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()


class Head(msgspec.Struct, frozen=True):
    """The last event of a chain: how long it is, its hash, and how late it is."""

    number: int = 0
    hash: str = GENESIS
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)


class Link(msgspec.Struct, frozen=True):
    """An event as it is stored, with what proves it."""

    event: Event
    hash: str
    seal: str

    @property
    def head(self) -> Head:
        """Of the chain that ends here."""
        return Head(self.event.number, self.hash, self.event.at)


def chained(head: Head, events: Sequence[Event], key: bytes) -> Iterator[Link]:
    """The events as the links after ``head``, in this order; gives them their numbers, ``previous`` and late ``at``."""
    for event in events:
        placed = msgspec.structs.replace(event, number=head.number + 1, at=max(event.at, head.at), previous=head.hash)
        digest = placed.hash()
        link = Link(placed, digest, seal_of(digest, key))
        yield link
        head = link.head


def seal_of(digest: str, key: bytes) -> str:
    """What only a process that knows the secret can make of a hash."""
    return hmac.new(key, digest.encode(), hashlib.sha256).hexdigest()


def head_seal(organization: str, head: Head, key: bytes) -> str:
    """Of the length and the hash of a chain: it also says whose chain that is."""
    return seal_of(f"{organization}:{head.number}:{head.hash}", key)


def mark_of(text: str, key: bytes) -> str:
    """A pseudonym of a text: long enough to tell two apart, too short to be taken for a seal."""
    return seal_of(f"mark:{text}", key)[:MARK_CHARACTERS]


def timestamp(at: datetime) -> str:
    """UTC with three digits of milliseconds and a ``Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def state_text(state: object) -> str | None:
    """``before`` or ``after`` as it is stored: JSON with sorted keys, or the hash of what would be too long."""
    if state is None:
        return None
    text = msgspec.json.encode(state, order="deterministic")
    if len(text) > MAX_STATE_BYTES:
        text = msgspec.json.encode({"bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()})
    return text.decode()
