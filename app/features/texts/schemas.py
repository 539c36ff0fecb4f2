"""What texts and their tags look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

import msgspec
from msgspec import Meta

from app.features.texts.model import MAX_TAGS, TagColour, TagList, Text
from app.features.texts.service import TextsCounted
from app.features.texts.tags import TagEdit


class TextResource(msgspec.Struct):
    """``id`` names this very text: after a change it is another one. ``round``: of a live session, the attempt of an
    open one. ``at``: when it was sent, or the form that it stands in. ``tags``: ids."""

    id: str
    participant: str
    round: int
    at: datetime
    text: str
    tags: tuple[str, ...]

    @classmethod
    def of(cls, text: Text) -> Self:
        return cls(
            id=str(text.id),
            participant=text.id.participant,
            round=text.id.attempt,
            at=datetime.fromisoformat(text.at),
            text=text.text,
            tags=text.tags,
        )


class TagCount(msgspec.Struct):
    """``texts``: how many have this tag. One text can have several."""

    id: str
    name: str
    colour: TagColour
    texts: int


class TextCountsResource(msgspec.Struct):
    """``texts``: all of the round, or of all rounds; ``untagged`` of them have no tag; ``found`` fit what was asked
    for. Counted where the tally stood at ``epoch`` and ``version`` (0 before the first entry), or seconds later."""

    texts: int
    untagged: int
    found: int
    tags: list[TagCount]
    epoch: int
    version: int

    @classmethod
    def of(cls, counted: TextsCounted) -> Self:
        counts = counted.counts
        tags = [TagCount(tag.id, tag.name, tag.colour, counts.by_tag.get(tag.id, 0)) for tag in counted.tags.tags]
        return cls(
            texts=counts.texts,
            untagged=counts.untagged,
            found=counts.found,
            tags=tags,
            epoch=counted.at.epoch,
            version=counted.at.version,
        )


class TagsEdit(msgspec.Struct, forbid_unknown_fields=True):
    """All tags of the survey, in the order in which they are shown."""

    tags: Annotated[tuple[TagEdit, ...], Meta(max_length=MAX_TAGS)]


class TagResource(msgspec.Struct):
    id: str
    name: str
    colour: TagColour


class TagListResource(msgspec.Struct):
    """``version`` is 0 before the first tag."""

    version: int
    tags: list[TagResource]

    @classmethod
    def of(cls, found: TagList) -> Self:
        return cls(found.version, [TagResource(tag.id, tag.name, tag.colour) for tag in found.tags])
