"""What people wrote, and the tags of a survey that are put on it. Pure."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.contracts.frames import Identifier

MAX_TAGS = 50
"""Of one survey: more than anybody keeps apart while reading."""
MARK_BYTES = 6

TagColour = Literal["grey", "red", "orange", "yellow", "green", "teal", "blue", "violet"]
TagName = Annotated[str, Meta(min_length=1, max_length=60)]
Mark = Annotated[str, Meta(pattern=r"^[0-9a-f]{12}$(?!\n)")]

_TEXT_ID = re.compile(r"([A-Za-z0-9_-]{1,64})\.([1-9][0-9]{0,5})\.([0-9a-f]{12})")


class Tag(msgspec.Struct, frozen=True):
    """``name`` is unique in its survey, whatever the case and accents."""

    id: Identifier
    name: TagName
    colour: TagColour


class TagList(msgspec.Struct, frozen=True, kw_only=True):
    """All tags of a survey, in the order in which they are shown; ``version`` is 0 before the first."""

    survey: str
    organization: str
    version: int = 0
    tags: tuple[Tag, ...] = ()

    def ids(self) -> frozenset[str]:
        return frozenset(tag.id for tag in self.tags)


class TextId(msgspec.Struct, frozen=True):
    """A text of one participant and attempt. With ``mark`` it names what was read: of a text that was changed since, or
    taken back, there is none."""

    participant: str
    attempt: int
    mark: str

    @classmethod
    def read(cls, text: str) -> TextId | None:
        """The inverse of ``str``; None for what is no such id."""
        found = _TEXT_ID.fullmatch(text)
        return cls(found[1], int(found[2]), found[3]) if found else None

    def __str__(self) -> str:
        return f"{self.participant}.{self.attempt}.{self.mark}"


class Text(msgspec.Struct, frozen=True):
    """What somebody wrote. ``at``: when the answers that it came with were given last."""

    id: TextId
    at: str
    text: str
    tags: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True):
    """Where a page of texts ended."""

    at: str
    participant: str
    attempt: int


class Wanted(msgspec.Struct, frozen=True):
    """Which texts: those of one round or attempt, that hold ``sought`` (folded), that have ``tag``, or none at all."""

    attempt: int | None = None
    sought: str = ""
    tag: str | None = None
    is_untagged: bool = False


class Found(msgspec.Struct, frozen=True):
    """A page of texts; ``last`` is where the next one goes on, None on the last."""

    texts: list[Text]
    last: Place | None


class TextCounts(msgspec.Struct, frozen=True):
    """``texts``: of this round or attempt, ``untagged`` of them without a tag, ``by_tag`` with each; ``found``: those
    that were asked for."""

    texts: int
    untagged: int
    by_tag: dict[str, int]
    found: int


def mark_of(text: str) -> str:
    """What tells a text from another one of the same participant."""
    return hashlib.blake2b(text.encode(), digest_size=MARK_BYTES).hexdigest()
