"""Ranks, ties, and who falls off the end."""

from __future__ import annotations

import random

import pytest

from app.features.exports.ranking import Best, Earned, Ranking

POINTS = [500, 900, 500, 0, 900, 500, 100]


def ranking(points: list[int], top: int) -> Ranking:
    best = Best(top)
    for number, earned in enumerate(points):
        best.enter(Earned(points=earned, answered=1, participant=f"par_{number}"))
    return best.ranking()


def test_equal_points_share_a_rank_and_the_next_one_is_as_much_lower() -> None:
    places = ranking(POINTS, 10).places
    assert [(place.rank, place.points) for place in places] == [
        (1, 900), (1, 900), (3, 500), (3, 500), (3, 500), (6, 100), (7, 0)
    ]  # fmt: skip


@pytest.mark.parametrize(("top", "tied"), [(1, 1), (2, 0), (3, 2), (4, 1), (5, 0), (6, 0), (10, 0)])
def test_who_has_as_many_points_as_the_last_place_is_counted(top: int, tied: int) -> None:
    found = ranking(POINTS, top)
    assert (found.players, found.tied, len(found.places)) == (len(POINTS), tied, min(top, len(POINTS)))


@pytest.mark.parametrize("top", range(1, 11))
@pytest.mark.parametrize("kept", [3, 4, 7, 10])
def test_a_longer_ranking_that_is_cut_is_the_shorter_one(kept: int, top: int) -> None:
    assert ranking(POINTS, kept).cut(top) == ranking(POINTS, min(top, kept))


def test_the_order_in_which_people_pass_by_changes_nothing() -> None:
    points = [random.Random(7).choice(POINTS) for _ in range(50)]
    people = [Earned(points=one, answered=1, participant=f"par_{i}") for i, one in enumerate(points)]
    found = []
    for seed in range(3):
        best = Best(5)
        for person in random.Random(seed).sample(people, len(people)):
            best.enter(person)
        found.append(best.ranking())
    assert found[0] == found[1] == found[2]


def test_who_answered_nothing_that_counts_does_not_play() -> None:
    best = Best(3)
    best.enter(Earned(participant="par_1"))
    assert best.ranking() == Ranking(players=0, tied=0, places=[])
