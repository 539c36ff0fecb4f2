"""How a session runs: by the clock, by attempts, and what may change while it does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest

from app.core.errors import (
    ChangeNotAllowed,
    InvalidInput,
    NotOpenYet,
    ParticipantRemoved,
    QuestionClosed,
    SessionClosed,
    SessionEnded,
    WrongState,
)
from app.features.sessions.commands import next_state
from app.features.sessions.editing import require_consistent, require_editable
from app.features.sessions.model import Command, Mode, Session, first_state
from app.features.surveys.model import FORM, SurveyContent
from app.features.surveys.settings import Quota, SessionSettings, SettingsChange, chosen, options_of
from app.features.surveys.stored_settings import settings_document
from tests.builders.sessions import CHOICE, CHOICES, CONTENT, QUESTIONS, SCALE

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FAR_EAST = timezone(timedelta(hours=14))
RED = Quota(id="red", question="colour", options=("red",), limit=3)


def session(mode: Mode = "open", **settings: Any) -> Session:
    return Session(
        id="ses_1",
        organization="org_1",
        number=1,
        run=1,
        survey="srv_1",
        version=1,
        mode=mode,
        title="A session",
        code="ABCDEF",
        slot=0,
        state=first_state(mode, NOON),
        state_version=1,
        created_by="usr_1",
        created_at=NOON,
        updated_at=NOON,
        settings=SessionSettings(**settings),
    )


def test_answers_are_taken_from_the_opening_until_before_the_close() -> None:
    timed = session(opens_at=NOON, closes_at=NOON + HOUR)
    second = timedelta(seconds=1)
    with pytest.raises(NotOpenYet):
        timed.require_accepting(FORM, 1, NOON - second)
    timed.require_accepting(FORM, 1, NOON)
    timed.require_accepting(FORM, 1, NOON + HOUR - second)
    with pytest.raises(SessionClosed):
        timed.require_accepting(FORM, 1, NOON + HOUR)
    assert [timed.status(NOON + at) for at in (-second, second, HOUR)] == ["scheduled", "running", "closed"]
    ended = msgspec.structs.replace(timed, state=msgspec.structs.replace(timed.state, phase="ended"))
    assert (ended.status(NOON + HOUR), ended.is_over(NOON)) == ("ended", True)
    with pytest.raises(SessionEnded):
        ended.require_accepting(FORM, 1, NOON)
    assert msgspec.structs.replace(ended, archived_at=NOON).status(NOON) == "archived"


def test_what_is_set_aside_takes_no_answers_and_no_edits_whatever_its_hours() -> None:
    aside = msgspec.structs.replace(session(closes_at=NOON + HOUR), archived_at=NOON)
    assert (aside.is_over(NOON), aside.accepts(FORM, 1, NOON)) == (True, False)
    with pytest.raises(SessionClosed):
        aside.require_accepting(FORM, 1, NOON)
    with pytest.raises(WrongState):
        require_editable(aside, aside.settings, NOON)


def test_the_clock_closes_a_live_session_too() -> None:
    live = session("live", closes_at=NOON + HOUR)
    state = next_state(live.state, Command("open", "colour"), mode="live", questions=["colour"], now=NOON)
    opened = msgspec.structs.replace(live, state=state)
    assert opened.accepts("colour", 1, NOON)
    assert not opened.accepts("colour", 1, NOON + HOUR)
    assert live.status(NOON) == "lobby"


def test_an_open_session_takes_as_many_attempts_as_it_says() -> None:
    twice = session(attempts=2)
    twice.require_accepting(FORM, 2, NOON)
    with pytest.raises(QuestionClosed):
        twice.require_accepting(FORM, 3, NOON)


def test_a_first_answer_is_final_where_answers_may_not_change() -> None:
    final = session(may_change_answers=False)
    final.require_revisable(1)
    session().require_revisable(2)
    with pytest.raises(ChangeNotAllowed):
        final.require_revisable(2)


def test_who_was_removed_is_told_so() -> None:
    without = msgspec.structs.replace(session(), removed=("par_1",))
    without.require_present("par_2")
    with pytest.raises(ParticipantRemoved):
        without.require_present("par_1")


@pytest.mark.parametrize(
    ("settings", "field", "code"),
    [
        ({"opens_at": NOON, "closes_at": NOON}, "settings.closes_at", "out_of_range"),
        ({"opens_at": datetime.min.replace(tzinfo=FAR_EAST)}, "settings.opens_at", "out_of_range"),
        ({"closes_at": datetime.max.replace(tzinfo=UTC)}, "settings.closes_at", "out_of_range"),
        ({"quotas": (RED,), "min_group_size": 3}, "settings.quotas", "not_possible"),
        ({"quotas": (RED, RED)}, "settings.quotas.1.id", "duplicate_id"),
        (
            {"quotas": (msgspec.structs.replace(RED, question="none"),)},
            "settings.quotas.0.question",
            "unknown_question",
        ),
        ({"quotas": (msgspec.structs.replace(RED, question="mood"),)}, "settings.quotas.0.question", "not_a_choice"),
        ({"quotas": (msgspec.structs.replace(RED, options=("pink",)),)}, "settings.quotas.0.options", "unknown_option"),
    ],
)
def test_settings_must_fit_together_and_the_questions(settings: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        require_consistent(SessionSettings(**settings), QUESTIONS)
    assert [(one.field, one.code) for one in refusal.value.fields] == [(field, code)]
    draft = SurveyContent(title="x", questions=CONTENT.questions, settings=SessionSettings(**settings))
    assert (field, code) in [(problem.field, problem.code) for problem in draft.problems()]


def test_good_settings_have_no_problems() -> None:
    good = SessionSettings(opens_at=NOON, closes_at=NOON + HOUR, quotas=(RED,))
    require_consistent(good, QUESTIONS)
    assert not list(msgspec.structs.replace(CONTENT, settings=good).problems())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (SettingsChange(identity="identified"), "settings.identity"),
        (SettingsChange(min_group_size=5), "settings.min_group_size"),
        (SettingsChange(quotas=()), "settings.quotas"),
        (SettingsChange(quotas=(msgspec.structs.replace(RED, options=("blue",)),)), "settings.quotas"),
        (SettingsChange(quotas=(msgspec.structs.replace(RED, limit=2),)), "settings.quotas.0.limit"),
    ],
)
def test_what_was_promised_does_not_change(change: SettingsChange, field: str) -> None:
    running = session(quotas=(RED,))
    with pytest.raises(InvalidInput) as refusal:
        require_editable(running, change.applied_to(running.settings), NOON)
    assert [(one.field, one.code) for one in refusal.value.fields] == [(field, "not_editable")]


def test_what_is_safe_changes_while_it_runs() -> None:
    running = session(quotas=(RED,), opens_at=NOON)
    change = SettingsChange(
        opens_at=None, closes_at=NOON + HOUR, attempts=3, quotas=(msgspec.structs.replace(RED, limit=4, message="No"),)
    )
    after = change.applied_to(running.settings)
    require_editable(running, after, NOON)
    assert (after.opens_at, after.attempts, after.identity) == (None, 3, "anonymous")


def test_the_message_that_once_was_the_default_reads_as_none_and_none_is_not_stored() -> None:
    stored = {"id": "red", "question": "colour", "options": ["red"], "limit": 3, "message": "All places are taken."}
    assert msgspec.convert(stored, Quota) == RED
    assert msgspec.convert(stored | {"message": "No"}, Quota).message == "No"
    for quota, is_stored in ((RED, False), (msgspec.structs.replace(RED, message="No"), True)):
        [document] = settings_document(SessionSettings(quotas=(quota,)))["quotas"]
        assert ("message" in document) == is_stored, "the release before this one refuses an empty message"


def test_a_session_that_protects_small_groups_stays_closed() -> None:
    later = SettingsChange(closes_at=NOON + 2 * HOUR)
    protected = session(closes_at=NOON + HOUR, min_group_size=5)
    require_editable(protected, later.applied_to(protected.settings), NOON)
    with pytest.raises(WrongState):
        require_editable(protected, later.applied_to(protected.settings), NOON + HOUR)
    plain = session(closes_at=NOON + HOUR)
    require_editable(plain, later.applied_to(plain.settings), NOON + HOUR)


def test_the_options_of_a_choice_and_what_an_answer_chooses() -> None:
    assert (options_of(CHOICE), options_of(SCALE)) == (("red", "blue", "green"), ())
    assert chosen(CHOICE, "red") == {"red"}
    assert chosen(CHOICES, ["fig", "pear"]) == {"fig", "pear"}
    assert not chosen(CHOICE, None)
    assert not chosen(SCALE, 3)
