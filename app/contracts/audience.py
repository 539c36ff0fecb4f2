"""What the audience asks, as it is stored and as each kind of screen sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

MAX_QUESTION_CHARACTERS = 500

QuestionState = Literal["pending", "shown", "answered", "hidden", "removed"]
"""``removed``: whoever asked was erased; nothing of it is left but its place in the count of versions."""

ListedState = Literal["pending", "shown", "answered", "hidden"]
QuestionText = Annotated[str, Meta(min_length=1, max_length=MAX_QUESTION_CHARACTERS)]
PUBLIC: frozenset[QuestionState] = frozenset({"shown", "answered"})


class AudienceQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """As stored. ``version`` rises with every change, in the same write; ``edition`` with those of moderators.

    ``votes`` are those of the log that were counted, ``cast_before`` all votes of the session when it was first shown.
    ``flagged``: a word list had something to say about it.
    """

    id: str
    session: str
    organization: str
    participant: str
    text: str
    state: QuestionState
    asked_at: datetime
    pinned: bool = False
    flagged: bool = False
    votes: int = 0
    cast_before: int = 0
    shown_at: datetime | None = None
    version: int = 1
    edition: int = 1

    @property
    def is_public(self) -> bool:
        """Whether all participants see it."""
        return self.state in PUBLIC


class AudienceQuestionData(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question on a screen. Members also learn who asked, whether a word list flagged it, and the ``edition`` that a
    change must be based on."""

    text: str
    state: QuestionState
    pinned: bool
    votes: int
    cast_before: int
    asked_at: datetime
    participant: str | UnsetType = UNSET
    flagged: bool | UnsetType = UNSET
    edition: int | UnsetType = UNSET


class QuestionsData(msgspec.Struct, frozen=True):
    """``questions``: id → the question, or null where this audience sees it no longer. ``cast``: votes on all of them.

    To be ordered by the lower bound of the Wilson score of ``votes`` among those cast since the question was shown:
    ``max(votes, cast - cast_before)``. Pinned ones come first, answered ones last.
    """

    cast: int
    questions: dict[str, AudienceQuestionData | None]
