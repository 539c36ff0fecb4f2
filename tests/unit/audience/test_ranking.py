"""The order of questions: against published figures, and as a room would have it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.contracts.audience import AudienceQuestion, QuestionState
from app.features.audience.ranking import newest_first, score, top_first, wilson_lower_bound

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/wilson.json").read_text(encoding="utf-8"))


def question(
    name: str, votes: int, before: int = 0, *, pinned: bool = False, state: QuestionState = "shown"
) -> AudienceQuestion:
    at = datetime(2026, 1, 1, 12, int(name[1:]), tzinfo=UTC)
    return AudienceQuestion(
        id=name, session="s", organization="o", participant="p", text="?", state=state, asked_at=at, pinned=pinned,
        votes=votes, cast_before=before,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("successes", "trials", "published"),
    # R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
    # table I, method 3: the score interval without continuity correction.
    [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0), (1, 29, 0.0061)],
)
def test_the_bound_is_the_published_one(successes: int, trials: int, published: float) -> None:
    assert wilson_lower_bound(successes, trials) == pytest.approx(published, abs=5e-5)


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_vectors_that_the_web_app_is_held_to(vector: dict[str, float]) -> None:
    found = score(int(vector["votes"]), int(vector["cast_before"]), int(vector["cast"]))
    assert found == pytest.approx(vector["score"], abs=1e-9)


def test_a_late_question_is_measured_by_the_votes_since_it_was_shown() -> None:
    early, late = question("q1", 12, 0), question("q2", 8, 32)
    assert [one.id for one in top_first([early, late], 42)] == ["q2", "q1"]


def test_pinned_questions_come_first_and_answered_ones_last() -> None:
    board = [question("q1", 9, state="answered"), question("q2", 5), question("q3", 0, pinned=True), question("q4", 0)]
    assert [one.id for one in top_first(board, 14)] == ["q3", "q2", "q4", "q1"]
    assert [one.id for one in newest_first(board)] == ["q4", "q3", "q2", "q1"]
