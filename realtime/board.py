"""The audience questions of a session as a gateway holds them, and what each audience is shown of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from app.contracts.audience import AudienceQuestion, AudienceQuestionData, QuestionsData
from app.contracts.frames import OwnQuestion, Position
from realtime.conflate import NEVER
from realtime.sources import NO_CHANGE

EPOCH = 1
View = Callable[[AudienceQuestion], AudienceQuestionData | None]


def for_participants(question: AudienceQuestion) -> AudienceQuestionData | None:
    """What everybody in the room sees; None where that is nothing."""
    return _data(question) if question.is_public else None


def for_members(question: AudienceQuestion) -> AudienceQuestionData | None:
    """Everything but what was erased."""
    if question.state == "removed":
        return None
    return msgspec.structs.replace(
        _data(question), participant=question.participant, flagged=question.flagged, edition=question.edition
    )


def own_question(question: AudienceQuestion) -> OwnQuestion:
    """A question as whoever asked it sees it, in any state."""
    return OwnQuestion(question.session, question.id, _data(question))


def _data(question: AudienceQuestion) -> AudienceQuestionData:
    return AudienceQuestionData(
        text=question.text,
        state=question.state,
        pinned=question.pinned,
        votes=question.votes,
        cast_before=question.cast_before,
        asked_at=question.asked_at,
    )


class BoardSource:
    """What one audience sees. Nobody continues from a position: two gateways may reach the same one by other ways."""

    can_continue = False

    def __init__(self, view: View) -> None:
        self._view = view
        self._seen: dict[str, tuple[AudienceQuestionData | None, int]] = {}
        self._version = 0
        self._cast = 0
        self._as_of = NEVER

    @property
    def position(self) -> Position:
        return Position(EPOCH, self._version)

    @property
    def stamp(self) -> object:
        return self._version

    @property
    def as_of(self) -> datetime:
        return self._as_of

    def take(self, questions: Iterable[AudienceQuestion], version: int, cast: int, as_of: datetime) -> None:
        """Show these questions as they are now; ``version`` and ``cast`` are those of the whole board."""
        for question in questions:
            former, _ = self._seen.get(question.id, (None, 0))
            data = self._view(question)
            if data != former:
                self._seen[question.id] = data, version
        self._version, self._cast, self._as_of = version, cast, as_of

    def whole(self) -> QuestionsData:
        return QuestionsData(self._cast, {name: data for name, (data, _) in self._seen.items() if data is not None})

    def since(self, version: int) -> Any:
        changed = {name: data for name, (data, changed_at) in self._seen.items() if changed_at > version}
        return QuestionsData(self._cast, dict(changed)) if changed else NO_CHANGE


class Board:
    """All questions, each at the latest version that was heard of. The board's own version is their sum."""

    def __init__(self) -> None:
        self._held: dict[str, AudienceQuestion] = {}
        self.members, self.participants = BoardSource(for_members), BoardSource(for_participants)

    @property
    def version(self) -> int:
        return self.members.position.version

    def load(self, stored: Iterable[AudienceQuestion], as_of: datetime) -> list[AudienceQuestion]:
        """Take over a whole board, as ``apply`` does. What is stored no longer is shown no longer."""
        present = {question.id: question for question in stored}
        gone = [_emptied(held) for held in self._held.values() if held.id not in present and held.state != "removed"]
        return self.apply([*present.values(), *gone], as_of)

    def apply(self, questions: Iterable[AudienceQuestion], as_of: datetime) -> list[AudienceQuestion]:
        """Take over newer versions; those that are new or in another state than before."""
        newer = [question for question in questions if question.version > self._version_of(question.id)]
        moved = [question for question in newer if question.state != self._state_of(question.id)]
        if newer:
            self._held.update((question.id, question) for question in newer)
            version = sum(question.version for question in self._held.values())
            cast = sum(question.votes for question in self._held.values())
            for source in (self.members, self.participants):
                source.take(newer, version, cast, as_of)
        return moved

    def own(self, participant: str) -> Iterator[AudienceQuestion]:
        """Those that a participant has asked and that nobody else in the room sees."""
        return (one for one in self._held.values() if one.participant == participant and not one.is_public)

    def _version_of(self, question: str) -> int:
        held = self._held.get(question)
        return 0 if held is None else held.version

    def _state_of(self, question: str) -> str | None:
        held = self._held.get(question)
        return None if held is None else held.state


def _emptied(question: AudienceQuestion) -> AudienceQuestion:
    return msgspec.structs.replace(
        question, text="", participant="", state="removed", votes=0, version=question.version + 1
    )
