"""Who has answered what is asked: known from answers here, looked up where they were given elsewhere."""

from __future__ import annotations

from realtime.turnout import SWEEP_S, THOROUGH_EVERY, Asked, Awaited, Turnout

FIRST, SECOND = Asked("q", 1), Asked("q", 2)
HERE = {"a": 1, "b": 1, "c": 1}.keys()


def waiting(turnout: Turnout, *, now: float = 0.0, is_accepting: bool = True, limit: int = 9) -> list[str]:
    """Whose turn it is; nothing is found of them."""
    due = turnout.due("s", HERE, is_accepting=is_accepting, now=now, limit=limit)
    turnout.settle(due, set())
    return sorted(one.participant for one in due)


def asking(asked: Asked = FIRST) -> Turnout:
    turnout = Turnout()
    turnout.ask("s", asked, 0.0)
    return turnout


def test_an_answer_counts_until_it_is_taken_back_and_never_for_another_round() -> None:
    turnout = asking()
    turnout.note(Awaited("s", "a", FIRST), is_answered=True)
    turnout.note(Awaited("s", "a", FIRST), is_answered=True)
    turnout.note(Awaited("s", "b", SECOND), is_answered=True)
    assert turnout.count("s", HERE) == 1
    turnout.note(Awaited("s", "a", FIRST), is_answered=False)
    assert turnout.count("s", HERE) == 0


def test_a_new_round_begins_with_nobody() -> None:
    turnout = asking()
    turnout.note(Awaited("s", "a", FIRST), is_answered=True)
    turnout.ask("s", FIRST, 1.0)
    assert turnout.count("s", HERE) == 1
    turnout.ask("s", SECOND, 2.0)
    assert turnout.count("s", HERE) == 0
    turnout.ask("s", None, 3.0)
    assert (turnout.count("s", HERE), waiting(turnout)) == (0, [])


def test_who_leaves_is_counted_no_longer_and_looked_up_on_return() -> None:
    turnout = asking()
    turnout.note(Awaited("s", "a", FIRST), is_answered=True)
    assert turnout.count("s", {"b": 1}.keys()) == 0
    assert "a" in waiting(turnout)


def test_everybody_unknown_is_looked_up_once_in_a_sweep_and_a_new_one_waits_for_its_end() -> None:
    turnout = asking()
    turnout.note(Awaited("s", "b", FIRST), is_answered=True)
    seen = waiting(turnout, limit=1) + waiting(turnout, now=2 * SWEEP_S, limit=1)
    assert sorted(seen) == ["a", "c"]
    assert waiting(turnout, now=2 * SWEEP_S, limit=0) == []
    assert waiting(turnout, now=2 * SWEEP_S) == ["a", "c"]
    assert waiting(turnout, now=3 * SWEEP_S - 0.1) == []


def test_what_could_not_be_read_is_due_again() -> None:
    turnout = asking()
    turnout.due("s", HERE, is_accepting=True, now=0.0, limit=9)
    assert waiting(turnout) == ["a", "b", "c"]
    assert waiting(turnout) == []


def test_when_answers_are_taken_no_longer_everybody_is_looked_up_for_the_last_time() -> None:
    turnout = asking()
    turnout.note(Awaited("s", "b", FIRST), is_answered=True)
    assert waiting(turnout) == ["a", "c"]
    sweeps = [waiting(turnout, now=sweep * SWEEP_S, is_accepting=False) for sweep in (1, 2, 3)]
    assert sweeps == [["a", "b", "c"], [], []]
    assert waiting(turnout, now=4 * SWEEP_S) == ["a", "b", "c"]


def test_who_has_answered_is_looked_up_too_but_less_often_and_after_all_others() -> None:
    turnout, b = asking(), Awaited("s", "b", FIRST)
    turnout.note(b, is_answered=True)
    waiting(turnout)
    sweeps = [waiting(turnout, now=sweep * SWEEP_S) for sweep in range(1, THOROUGH_EVERY - 1)]
    assert sweeps == [["a", "c"]] * (THOROUGH_EVERY - 2)
    now = (THOROUGH_EVERY - 1) * SWEEP_S
    assert (waiting(turnout, now=now, limit=2), turnout.count("s", HERE)) == (["a", "c"], 1)
    assert (waiting(turnout, now=now), turnout.count("s", HERE)) == (["b"], 0)


def test_what_is_noted_while_the_log_is_read_is_newer_than_what_was_read() -> None:
    turnout = asking()
    due = turnout.due("s", HERE, is_accepting=True, now=0.0, limit=9)
    by_name = {one.participant: one for one in due}
    turnout.note(by_name["a"], is_answered=True)
    turnout.note(by_name["b"], is_answered=False)
    turnout.settle(due, {by_name["b"], by_name["c"]})
    assert turnout.count("s", HERE) == 2
    assert waiting(turnout) == ["b"]
    turnout.settle(due, set())
    assert turnout.count("s", HERE) == 2
