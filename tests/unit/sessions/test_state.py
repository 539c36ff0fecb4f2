"""The rules of a session's state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.contracts.frames import Action
from app.core.errors import AnswersStillTaken, InvalidInput, SessionEnded, WrongState
from app.features.sessions.commands import next_state
from app.features.sessions.model import Command, Mode, SessionState, first_state

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
QUESTIONS = ["q1", "q2", "q3"]


def after(*commands: Command | Action, mode: Mode = "live", now: datetime = NOW) -> SessionState:
    state = first_state(mode, NOW)
    for command in commands:
        asked = command if isinstance(command, Command) else Command(command)
        state = next_state(state, asked, mode=mode, questions=QUESTIONS, now=now)
    return state


def test_a_live_session_waits_in_its_lobby_and_takes_no_answers() -> None:
    state = after()
    assert (state.phase, state.question, state.started_at) == ("lobby", None, None)
    assert not state.accepts("q1", 1, NOW)


def test_next_walks_through_the_questions_in_order_and_opens_each() -> None:
    assert after("next").accepts("q1", 1, NOW)
    assert after("next", "next").accepts("q2", 1, NOW)
    assert not after("next", "next").accepts("q1", 1, NOW)


def test_next_after_the_last_question_is_refused() -> None:
    with pytest.raises(WrongState):
        after("next", "next", "next", "next")


def test_next_after_the_question_that_was_seen_goes_one_further_however_often_it_comes() -> None:
    once = after("next", Command("next", after="q1"))
    assert once.accepts("q2", 1, NOW)
    assert after("next", Command("next", after="q1"), "audience", Command("next", after="q1")).screen == "audience"
    assert after("next", Command("next", after="q1"), Command("next", after="q1")) == once
    assert after("next", "next", Command("next", after="q2"), Command("next", after="q2")).question == "q3"


@pytest.mark.parametrize("begin", ["next", "open", "show", "round", "timer"])
def test_who_saw_the_lobby_begins_and_leads_no_room_back_that_has_begun(begin: Action) -> None:
    command = Command(begin, "q1", seconds=30, phase="lobby")
    begun = after(command)
    assert (begun.phase, begun.question) == ("running", "q1")
    for far in (begun, after("next", "next"), after("next", "next", "close", "audience")):
        assert next_state(far, command, mode="live", questions=QUESTIONS, now=NOW) == far
    assert after("next", Command("next", phase="running")).question == "q2"
    with pytest.raises(SessionEnded):
        after("next", "end", command)


def test_next_is_not_after_a_question_that_does_not_exist() -> None:
    with pytest.raises(InvalidInput) as refused:
        after("next", Command("next", after="q9"))
    assert [(error.field, error.code) for error in refused.value.fields] == [("after", "unknown_question")]


def test_the_start_is_remembered_once() -> None:
    state = after("next")
    later = next_state(state, Command("next"), mode="live", questions=QUESTIONS, now=NOW + timedelta(hours=1))
    assert later.started_at == NOW


def test_show_puts_a_question_on_the_screens_without_taking_answers() -> None:
    state = after(Command("show", "q2"))
    assert (state.phase, state.question) == ("running", "q2")
    assert not state.accepts("q2", 1, NOW)


def test_open_and_close_switch_the_taking_of_answers() -> None:
    assert after(Command("show", "q2"), "open").accepts("q2", 1, NOW)
    assert not after(Command("open", "q2"), "close").accepts("q2", 1, NOW)


def test_showing_the_question_on_the_screens_again_does_not_close_it() -> None:
    assert after(Command("open", "q2"), Command("show", "q2")).accepts("q2", 1, NOW)


@pytest.mark.parametrize("action", ["open", "close", "reveal", "hide", "round", "cover", "uncover"])
def test_a_command_without_a_question_needs_one_on_the_screens(action: Action) -> None:
    with pytest.raises(WrongState):
        after(action)


def test_a_new_round_takes_answers_of_its_attempt_only_and_hides_the_results() -> None:
    state = after("next", "reveal", "round")
    assert state.round_of("q1") == 2
    assert state.accepts("q1", 2, NOW)
    assert not state.accepts("q1", 1, NOW)
    assert state.revealed == []


def test_a_round_of_one_question_leaves_the_others_at_theirs() -> None:
    assert after("next", "round", "next").accepts("q2", 1, NOW)


def test_reveal_and_hide_name_one_question_each() -> None:
    assert after("next", "reveal", Command("reveal", "q3")).revealed == ["q1", "q3"]
    assert after("next", "reveal", Command("reveal", "q3"), Command("hide", "q1")).revealed == ["q3"]


@pytest.mark.parametrize(
    "back", ["survey", "next", "open", "round", Command("show", "q2"), Command("timer", seconds=30)]
)
def test_the_audience_is_on_the_screens_until_the_survey_is_wanted_again(back: Action | Command) -> None:
    watched = after("next", "audience", "reveal", "close")
    assert (watched.screen, watched.question, watched.revealed) == ("audience", "q1", ["q1"])
    assert after("next", "audience", back).screen == "survey"


@pytest.mark.parametrize(
    "back", ["survey", "audience", "next", "open", "round", Command("show", "q2"), Command("timer", seconds=30)]
)
def test_the_leaderboard_is_on_the_screens_until_something_else_is_wanted(back: Action | Command) -> None:
    assert after("next", "audience", "leaderboard", "reveal", "close").leaderboard_shown
    assert after("next", "audience", "leaderboard").screen == "survey"
    assert not after("next", "leaderboard", back).leaderboard_shown


def test_the_end_leaves_the_leaderboard_on_the_screens() -> None:
    assert after("next", "leaderboard", "end").leaderboard_shown
    assert not after("next", "end").leaderboard_shown
    assert after("leaderboard", mode="open").leaderboard_shown


def test_results_are_kept_off_the_screens_and_put_there_question_by_question() -> None:
    assert after("next").covered == {}
    assert after("next", "cover", "next", "uncover").covered == {"q1": True, "q2": False}
    assert after("next", "cover", Command("uncover", "q1")).covered == {"q1": False}


def test_what_all_phones_show_is_not_kept_off_the_screens() -> None:
    assert after("next", "cover", "reveal").covered == {"q1": False}
    assert after("next", "reveal", "cover", "reveal").covered == {"q1": False}


def test_a_new_round_keeps_its_results_off_the_screens_where_the_one_before_did() -> None:
    assert after("next", "cover", "uncover", "round").covered == {"q1": True}
    assert after("next", "cover", "reveal", "round").covered == {"q1": True}
    assert after("next", "round").covered == {}


def test_a_lock_says_nothing_of_answers_and_is_lifted_again() -> None:
    locked = after("next", "lock")
    assert (locked.locked, locked.accepts("q1", 1, NOW)) == (True, True)
    assert not after("next", "lock", "unlock").locked
    assert after("lock", mode="open").locked


def test_how_to_join_stays_on_the_screens_until_it_is_taken_off() -> None:
    assert after("show_code", "next", "audience", "round").code_shown
    assert not after("show_code", "next", "hide_code").code_shown
    assert after("show_code", mode="open").code_shown


def test_a_timer_closes_the_question_by_itself() -> None:
    state = after("next", Command("timer", seconds=30))
    assert state.timer_ends_at == NOW + timedelta(seconds=30)
    assert state.accepts("q1", 1, NOW + timedelta(seconds=29))
    assert not state.accepts("q1", 1, NOW + timedelta(seconds=30))


def test_open_after_the_timer_takes_answers_again() -> None:
    over = after("next", Command("timer", seconds=30))
    late = NOW + timedelta(seconds=31)
    again = next_state(over, Command("open"), mode="live", questions=QUESTIONS, now=late)
    assert again.accepts("q1", 1, late)


def test_a_stopped_timer_leaves_the_question_open() -> None:
    stopped = after("next", Command("timer", seconds=30), "stop_timer")
    assert stopped.timer_ends_at is None
    assert stopped.accepts("q1", 1, NOW + timedelta(hours=1))
    assert after("next", "stop_timer") == after("next")


def test_a_timer_that_has_run_out_is_not_stopped_any_more() -> None:
    over = after("next", Command("timer", seconds=30))
    late = NOW + timedelta(seconds=30)
    again = next_state(over, Command("stop_timer"), mode="live", questions=QUESTIONS, now=late)
    assert not again.accepts("q1", 1, late)


def test_a_timer_needs_its_seconds() -> None:
    with pytest.raises(InvalidInput) as refusal:
        after("next", "timer")
    assert refusal.value.fields[0].field == "seconds"


def test_the_next_question_does_not_inherit_the_timer() -> None:
    assert after("next", Command("timer", seconds=30), "next").timer_ends_at is None


def test_the_end_is_final() -> None:
    state = after("next", "end")
    assert (state.phase, state.accepting, state.ended_at) == ("ended", False, NOW)
    for action in ("open", "next", "round", "timer", "audience", "lock", "end"):
        with pytest.raises(SessionEnded):
            next_state(state, Command(action), mode="live", questions=QUESTIONS, now=NOW)


@pytest.mark.parametrize("mode", ["live", "open"])
def test_a_quiz_is_looked_back_on_after_the_end(mode: Mode) -> None:
    state = after("end", mode=mode)
    for command, name, value in (
        (Command("reveal", "q1"), "revealed", ["q1"]),
        (Command("leaderboard"), "leaderboard_shown", True),
        (Command("survey"), "leaderboard_shown", False),
        (Command("hide", "q1"), "revealed", []),
    ):
        before = state
        state = next_state(before, command, mode=mode, questions=QUESTIONS, quizzes=["q1"], now=NOW)
        assert state == msgspec.structs.replace(before, **{name: value})
        assert state != before


def test_a_form_does_not_tell_what_is_right_while_it_can_be_sent() -> None:
    state = after(mode="open")
    with pytest.raises(AnswersStillTaken):
        next_state(state, Command("reveal", "q1"), mode="open", questions=QUESTIONS, quizzes=["q1"], now=NOW)
    other = next_state(state, Command("reveal", "q2"), mode="open", questions=QUESTIONS, quizzes=["q1"], now=NOW)
    assert other.revealed == ["q2"]


def test_an_unknown_question_is_a_fault_of_its_field() -> None:
    with pytest.raises(InvalidInput) as refusal:
        after(Command("show", "q9"))
    assert (refusal.value.fields[0].field, refusal.value.fields[0].code) == ("question", "unknown_question")


@pytest.mark.parametrize(
    "command", [Command("open", "q1"), Command("reveal", "q1"), Command("hide", "q1"), Command("show", "q1")]
)
def test_the_same_command_again_changes_nothing(command: Command) -> None:
    once = after("next", command)
    assert next_state(once, command, mode="live", questions=QUESTIONS, now=NOW + timedelta(seconds=5)) == once


def test_an_open_session_runs_from_the_start_and_can_only_reveal_hide_and_end() -> None:
    state = after(mode="open")
    assert (state.phase, state.accepting, state.started_at) == ("running", True, NOW)
    assert after(Command("reveal", "q1"), Command("hide", "q1"), "end", mode="open").phase == "ended"
    assert after("audience", mode="open").screen == "audience"
    for action in ("open", "close", "show", "next", "round", "timer", "stop_timer", "cover", "uncover"):
        with pytest.raises(WrongState):
            after(Command(action, "q1", 5), mode="open")
