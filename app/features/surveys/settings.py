"""How a session of a survey runs: defaults in the draft, copied into a session when it starts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from app.contracts.frames import AnswerValue, Identifier
from app.core.clock import is_usable
from app.core.errors import FieldError, QuotaFull
from app.features.surveys.questions import TRANSLATABLE, Question

MAX_QUOTAS = 20
OPTION_COUNTER = "o:"
HOURS = ("opens_at", "closes_at")

Moment = Annotated[datetime, Meta(tz=True)]
Identity = Literal["anonymous", "identified"]
OpenTo = Literal["everybody", "invited"]
ResultsFor = Literal["nobody", "revealed", "after_answer", "after_close"]
AudienceQuestionsSetting = Literal["off", "open", "moderated"]
Attempts = Annotated[int, Meta(ge=1, le=100)]
GroupSize = Annotated[int, Meta(ge=2, le=100)]


class Quota(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At most ``limit`` participants may choose any of ``options``: in a live session in each round of the question, in
    an open one altogether, where each attempt is a place. With an empty ``message`` the others are told that all places
    are taken, by apps in their reader's language."""

    id: Identifier
    question: Identifier
    options: Annotated[tuple[Identifier, ...], Meta(min_length=1, max_length=100)]
    limit: Annotated[int, Meta(ge=1, le=100_000)]
    message: Annotated[str, Meta(max_length=500, extra=TRANSLATABLE)] = ""

    def __post_init__(self) -> None:
        """The sentence that once was the default was nobody's choice."""
        if self.message == QuotaFull.default_message:
            msgspec.structs.force_setattr(self, "message", "")


Quotas = Annotated[tuple[Quota, ...], Meta(max_length=MAX_QUOTAS)]


class SessionSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``opens_at``, ``closes_at``: answers are taken from the one until before the other. ``identity``: whether joining
    asks for a name. ``open_to``: whether a code is enough to join, or only a personal link. ``attempts``: how often a
    participant of an open session may fill it in. ``results_for``: when participants see results (members always do);
    with ``after_answer`` they see what they have answered by the time they ask, or subscribe.
    ``min_group_size``: results of fewer people are shown to nobody. ``audience_questions``: whether participants may
    ask, and whether a moderator looks at it before others do. ``reactions``: whether they may clap and the like."""

    opens_at: Moment | None = None
    closes_at: Moment | None = None
    identity: Identity = "anonymous"
    open_to: OpenTo = "everybody"
    attempts: Attempts = 1
    may_change_answers: bool = True
    results_for: ResultsFor = "revealed"
    min_group_size: GroupSize | None = None
    quotas: Quotas = ()
    audience_questions: AudienceQuestionsSetting = "off"
    reactions: bool = False

    def without_passed(self, now: datetime) -> SessionSettings:
        """The same for what begins at this moment: an opening or a close that has passed was that of another run."""
        passed = [name for name in HOURS if (moment := getattr(self, name)) is not None and moment <= now]
        return msgspec.structs.replace(self, **dict.fromkeys(passed))

    def problems(self, questions: Mapping[str, Question]) -> Iterator[FieldError]:
        """What does not fit together, or not with the questions; the paths start at the settings."""
        for name in HOURS:
            moment: datetime | None = getattr(self, name)
            if moment is not None and not is_usable(moment):
                yield FieldError("There is no time this far away.", "out_of_range", name)
        if self.opens_at is not None and self.closes_at is not None and self.opens_at >= self.closes_at:
            yield FieldError("It closes before it opens.", "out_of_range", "closes_at")
        if self.quotas and self.min_group_size is not None:
            yield FieldError("Quotas tell exactly how many chose; small groups hide it.", "not_possible", "quotas")
        seen: set[str] = set()
        for position, quota in enumerate(self.quotas):
            path = f"quotas.{position}"
            if quota.id in seen:
                yield FieldError("This id appears twice.", "duplicate_id", f"{path}.id")
            seen.add(quota.id)
            question = questions.get(quota.question)
            if question is None:
                yield FieldError("This survey has no such question.", "unknown_question", f"{path}.question")
            elif not options_of(question):
                yield FieldError("Only choices among options can be counted.", "not_a_choice", f"{path}.question")
            elif not set(quota.options) <= set(options_of(question)):
                yield FieldError("One of these options does not exist.", "unknown_option", f"{path}.options")


class SettingsChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall be otherwise; what is left out stays."""

    opens_at: Moment | UnsetType | None = UNSET
    closes_at: Moment | UnsetType | None = UNSET
    identity: Identity | UnsetType = UNSET
    open_to: OpenTo | UnsetType = UNSET
    attempts: Attempts | UnsetType = UNSET
    may_change_answers: bool | UnsetType = UNSET
    results_for: ResultsFor | UnsetType = UNSET
    min_group_size: GroupSize | UnsetType | None = UNSET
    quotas: Quotas | UnsetType = UNSET
    audience_questions: AudienceQuestionsSetting | UnsetType = UNSET
    reactions: bool | UnsetType = UNSET

    def applied_to(self, settings: SessionSettings) -> SessionSettings:
        """The settings with these changes."""
        given = {name: getattr(self, name) for name in self.__struct_fields__}
        return msgspec.structs.replace(settings, **{name: new for name, new in given.items() if new is not UNSET})


def options_of(question: Question) -> tuple[str, ...]:
    """The ids of the options that an answer chooses from; none where the question is no choice."""
    return question.fixed_options or tuple(option.id for option in getattr(question, "options", ()))


def chosen(question: Question, value: AnswerValue) -> frozenset[str]:
    """The options that a stored value chooses."""
    if value is None:
        return frozenset()
    counters = question.counters(value)
    return frozenset(name.removeprefix(OPTION_COUNTER) for name in counters if name.startswith(OPTION_COUNTER))
