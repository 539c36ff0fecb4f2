"""Who has answered what is asked: known from answers here, looked up where they were given elsewhere."""

from __future__ import annotations

from realtime.turnout import SWEEP_S, Asked, Awaited, Turnout

FIRST, SECOND = Asked("q", 1), Asked("q", 2)
HERE = {"a": 1, "b": 1, "c": 1}.keys()


def waiting(turnout: Turnout, *, now: float = 0.0, is_accepting: bool = True, limit: int = 9) -> list[str]:
    return [one.participant for one in turnout.due("s", HERE, is_accepting=is_accepting, now=now, limit=limit)]


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


def test_everybody_unknown_is_looked_up_once_in_a_sweep_and_anew_only_while_answers_are_taken() -> None:
    turnout = asking()
    turnout.note(Awaited("s", "b", FIRST), is_answered=True)
    assert waiting(turnout, limit=1) == ["a"]
    assert waiting(turnout, limit=1) == ["c"]
    assert waiting(turnout) == []
    assert waiting(turnout, now=SWEEP_S, is_accepting=False) == []
    assert waiting(turnout, now=SWEEP_S) == ["a", "c"]
