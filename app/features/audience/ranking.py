"""In which order a room sees the questions of its audience. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable

from app.contracts.audience import AudienceQuestion

Z = 1.959963984540054
"""The standard normal quantile of 0.975: a two-sided confidence of 95 %."""


def wilson_lower_bound(successes: int, trials: int, z: float = Z) -> float:
    """The least share that fits this sample; 0 without trials. E. B. Wilson, Probable inference, the law of succession,
    and statistical inference, JASA 22 (1927), 209-212; for rankings: E. Miller, How not to sort by average rating
    (2009)."""
    if trials == 0:
        return 0.0
    share, z2 = successes / trials, z * z
    centre = share + z2 / (2 * trials)
    margin = z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return max(0.0, (centre - margin) / (1 + z2 / trials))


def score(votes: int, cast_before: int, cast: int) -> float:
    """Of a question: its votes among all that were cast in the session since it was first shown."""
    return wilson_lower_bound(votes, max(votes, cast - cast_before))


def top_first(questions: Iterable[AudienceQuestion], cast: int) -> list[AudienceQuestion]:
    """Pinned ones, then by score among ``cast`` votes of the session, answered ones last; then who asked first."""

    def place(question: AudienceQuestion) -> tuple[bool, bool, float, str, str]:
        points = score(question.votes, question.cast_before, cast)
        return (
            question.state == "answered", not question.pinned, -points, question.asked_at.isoformat(), question.id
        )  # fmt: skip

    return sorted(questions, key=place)


def newest_first(questions: Iterable[AudienceQuestion]) -> list[AudienceQuestion]:
    """As they were asked, the latest first."""
    return sorted(questions, key=lambda question: (question.asked_at, question.id), reverse=True)
