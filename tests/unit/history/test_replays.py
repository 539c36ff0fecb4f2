"""Replays are sums: whatever the order of the log, every point is the recount of what had been said by then."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from app.features.analytics.tally import Change, fold_all
from app.features.history.progress import Course, ProgressPoint
from app.features.history.replay import KeptTerms, Replay, most_said
from app.features.history.steps import MAX_POINTS, STEPS_S, steps_between
from app.features.surveys.questions import Option, ShortText, SingleChoice

START = datetime(2026, 11, 28, 9, 0, 7, tzinfo=UTC)
DRINK = SingleChoice(id="drink", title="?", options=(Option("tea", "Tea"), Option("coffee", "Coffee")))
WORD = ShortText(id="word", title="?")


@pytest.mark.parametrize("length_s", [0, 1, 59, 61, 3_600, 86_400, 40 * 86_400, 3_000 * 86_400])
def test_steps_are_few_short_and_hold_every_moment(length_s: int) -> None:
    end = START + timedelta(seconds=length_s)
    steps = steps_between(START, end)
    assert steps.count <= MAX_POINTS
    shorter = [one for one in STEPS_S if one < steps.step_s]
    assert not shorter or length_s / shorter[-1] > MAX_POINTS - 2
    for at in (START - timedelta(days=1), START, START + (end - START) / 2, end, end + timedelta(days=1)):
        assert 0 <= steps.place(at) < steps.count
        if START <= at <= end:
            assert at < steps.closes(steps.place(at))
    assert steps == steps_between(START, end)


def test_every_point_is_the_recount_of_what_had_been_said() -> None:
    chance = random.Random(4)
    entries: list[tuple[datetime, Change]] = []
    for _ in range(400):
        first, second = chance.choice(("tea", "coffee")), chance.choice(("tea", "coffee", None))
        at = START + timedelta(seconds=chance.uniform(0, 600))
        entries.append((at, Change(chance.choice((1, 1, 2)), {"drink": first}, {})))
        later = at + timedelta(seconds=chance.uniform(0, 60))
        entries.append((later, Change(entries[-1][1].attempt, {"drink": second}, {"drink": first})))
    steps = steps_between(START, START + timedelta(seconds=660))
    replay = Replay("drink", 1, DRINK, steps)
    for at, change in chance.sample(entries, len(entries)):
        replay.add(at, change)
    points = list(replay.points())
    assert 10 < len(points) <= MAX_POINTS
    for point in points:
        said = fold_all((change for at, change in entries if at < point.at), {"drink": DRINK})
        assert point.counters == {name: n for name, n in said.cells["drink@1"].items() if n}


def test_words_beyond_the_most_said_are_told_together() -> None:
    said = {"n": 60, **{f"t:w{number}": number for number in range(60)}}
    kept = most_said(said)
    assert (len(kept), "t:w59" in kept, "t:w5" in kept) == (50, True, False)
    told = KeptTerms(WORD, frozenset({"t:tea"}))
    assert told.counters("tea") == {"n": 1, "t:tea": 1}
    assert told.counters("mate") == {"n": 1, "other": 1}


def test_progress_is_counted_as_by_hand() -> None:
    steps = steps_between(START, START + timedelta(seconds=50))
    course = Course(["a", "b", "c"], (), steps)
    for second in (0, 0, 10, 20):
        course.join(START + timedelta(seconds=second))
    course.answer(START + timedelta(seconds=5), [{"a": 1, "b": 2, "c": None}], START)
    course.answer(START + timedelta(seconds=40), [{"a": 1}, {"c": 3}], START + timedelta(seconds=10))
    course.answer(START + timedelta(seconds=41), [{"a": None}], START + timedelta(seconds=20))
    found = course.progress()
    assert (found.joined, found.answered, found.median_s, found.timed) == (4, 2, 17.5, 2)
    assert [(one.shown, one.answered, one.last_answered) for one in found.questions] == [
        (2, 2, 0),
        (2, 1, 1),
        (2, 1, 1),
    ]
    assert found.points[-1] == ProgressPoint(found.points[-1].at, 4, 2)
    assert [(one.joined, one.answered) for one in found.points] == [(2, 0), (2, 1), (3, 1), (4, 1), (4, 2)]
