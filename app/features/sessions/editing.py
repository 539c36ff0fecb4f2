"""What of a session may be edited while it runs: pure rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from app.core.errors import FieldError, InvalidInput, WrongState
from app.features.sessions.model import Session
from app.features.surveys.questions import Question
from app.features.surveys.settings import Quota, SessionSettings

FIXED = ("identity", "min_group_size")
"""Who joined was promised these."""


def require_consistent(settings: SessionSettings, questions: Mapping[str, Question]) -> None:
    """Raises InvalidInput where settings do not fit together, or not with the questions."""
    problems = [FieldError(one.message, one.code, f"settings.{one.field}") for one in settings.problems(questions)]
    if problems:
        raise InvalidInput(fields=tuple(problems))


def require_time_left(settings: SessionSettings, now: datetime) -> None:
    """Raises InvalidInput where a session would begin closed: with a minimum group size nobody could ever open it."""
    if settings.closes_at is not None and settings.closes_at <= now:
        error = FieldError("This moment has passed.", "in_the_past", "settings.closes_at")
        raise InvalidInput(fields=(error,))


def require_editable(session: Session, after: SessionSettings, now: datetime) -> None:
    """Whether a session that has started may go on with other settings.

    Raises:
        InvalidInput: ``not_editable`` for a setting that was promised, or a quota that could no longer be kept exactly.
        WrongState: it is set aside; or results of small groups hide what came last, and after the close that must not
            come out.
    """
    if session.archived_at is not None:
        raise WrongState("Bring it back from the archive first.")
    before = session.settings
    problems = [
        FieldError("This cannot change once the session has started.", "not_editable", f"settings.{name}")
        for name in FIXED
        if getattr(before, name) != getattr(after, name)
    ]
    problems += _quota_problems(before.quotas, after.quotas)
    if problems:
        raise InvalidInput(fields=tuple(problems))
    if before.min_group_size and session.is_over(now) and before.closes_at != after.closes_at:
        raise WrongState("A session with a minimum group size stays closed.")


def _quota_problems(before: tuple[Quota, ...], after: tuple[Quota, ...]) -> Iterator[FieldError]:
    """Limits may be raised: places are numbered, and a number that was given cannot be taken back."""
    if [_counted(quota) for quota in before] != [_counted(quota) for quota in after]:
        yield FieldError("Only limits and messages can change now.", "not_editable", "settings.quotas")
        return
    for position, (former, present) in enumerate(zip(before, after, strict=True)):
        if present.limit < former.limit:
            field = f"settings.quotas.{position}.limit"
            yield FieldError("A limit can only be raised now.", "not_editable", field)


def _counted(quota: Quota) -> tuple[str, str, frozenset[str]]:
    return quota.id, quota.question, frozenset(quota.options)
