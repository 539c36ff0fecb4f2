"""No two screens differ by a group smaller than promised, whatever people answer, change and take back."""

from __future__ import annotations

import itertools
import random

import pytest

from app.contracts.frames import AnswerValue
from app.features.analytics.small_groups import HIDDEN, Move, Shown, moves_of
from app.features.analytics.tally import Cells, Change, Counts, fold_all
from tests.builders.sessions import QUESTIONS

CELL = "colour@1"
CHOICES: tuple[AnswerValue, ...] = ("red", "blue", "green", None)


class Room:
    """A session that is folded in batches; remembers who stood where whenever the screen changed."""

    def __init__(self, size: int) -> None:
        self.shown = Shown(size=size)
        self.counts = Counts()
        self.values: dict[str, AnswerValue] = {}
        self.revisions: dict[str, int] = {}
        self.views: list[tuple[Cells, dict[str, AnswerValue]]] = [({}, {})]

    def fold(self, answers: list[tuple[str, AnswerValue]]) -> None:
        moves: list[Move] = []
        for person, value in answers:
            revision = self.revisions[person] = self.revisions.get(person, 0) + 1
            replaces = {"colour": self.values.get(person)} if revision > 1 else {}
            change = Change(1, {"colour": value}, replaces)
            self.counts.merge(fold_all([change], QUESTIONS))
            self.values[person] = value
            moves += moves_of(f"ses_1:{person}:1:colour:{revision}", change, QUESTIONS)
        self.shown = self.shown.after(moves, self.counts)
        if self.shown.cells != self.views[-1][0]:
            self.views.append((self.shown.cells, dict(self.values)))

    def recount(self) -> None:
        self.shown = self.shown.after_recount(self.counts)
        if self.shown.cells != self.views[-1][0]:
            self.views.append((self.shown.cells, dict(self.values)))


def people_between(before: dict[str, AnswerValue], after: dict[str, AnswerValue]) -> int:
    return sum(before.get(person) != after.get(person) for person in before.keys() | after.keys())


@pytest.mark.parametrize("seed", range(40))
def test_no_pair_of_screens_differs_by_fewer_people_than_promised(seed: int) -> None:
    chance = random.Random(seed)
    room = Room(chance.choice((2, 3, 5, 8)))
    for _ in range(150):
        people = [f"par_{chance.randrange(60)}" for _ in range(chance.randrange(1, 5))]
        room.fold([(person, chance.choice(CHOICES)) for person in people])
        if chance.random() < 0.02:
            room.recount()
    assert len(room.views) > 3
    for (_, before), (_, after) in itertools.combinations(room.views, 2):
        assert people_between(before, after) >= room.shown.size
    for cells, values in room.views[1:]:
        answered = [value for value in values.values() if value is not None]
        assert cells[CELL]["n"] == len(answered) >= room.shown.size
        assert all(cells[CELL].get(f"o:{one}", 0) == answered.count(one) for one in CHOICES if one)


def test_a_cell_is_hidden_until_enough_have_answered_and_then_moves_in_steps() -> None:
    room = Room(3)
    seen = []
    for number in range(7):
        room.fold([(f"par_{number}", "red")])
        seen.append(room.shown.visible(room.counts.cells)[CELL])
    hidden, three, six = {HIDDEN: 1}, {"n": 3, "o:red": 3}, {"n": 6, "o:red": 6}
    assert seen == [hidden, hidden, three, three, three, six, six]
    assert room.shown.entries == 6


def test_a_change_of_mind_shows_with_enough_others_and_counts_once() -> None:
    room = Room(2)
    room.fold([("a", "red"), ("b", "red")])
    room.fold([("a", "blue")])
    room.fold([("a", "green")])
    assert room.shown.cells[CELL]["o:red"] == 2
    room.fold([("b", "blue")])
    assert {name: n for name, n in room.shown.cells[CELL].items() if n} == {"n": 2, "o:green": 1, "o:blue": 1}


def test_who_goes_back_to_what_was_shown_waits_no_longer() -> None:
    room = Room(2)
    room.fold([("a", "red"), ("b", "red")])
    room.fold([("a", "blue")])
    room.fold([("a", "red"), ("c", "red")])
    assert room.shown.cells[CELL]["n"] == 2
    room.fold([("c", None)])
    assert not room.shown.waiting


def test_a_question_that_is_gone_moves_nothing() -> None:
    assert not list(moves_of("ses_1:par_1:1:gone:1", Change(1, {"gone": "x"}, {}), QUESTIONS))


def test_a_recount_lets_out_what_was_never_shown_if_enough_are_in_it() -> None:
    counts = fold_all([Change(1, {"colour": "red"}, {}), Change(1, {"colour": "red", "mood": 3}, {})], QUESTIONS)
    assert set(Shown(size=2).after_recount(counts).cells) == {CELL}
