"""What a report says of itself."""

from __future__ import annotations

from app.features.reports.model import Filters
from app.features.reports.origin import filters_text
from app.features.reports.words import WORDS

WORD = WORDS["en"]


def test_what_was_left_out_is_said_in_one_line() -> None:
    filters = Filters(questions=("q1", "q2"), attempt=2)
    assert filters_text(filters, WORD) == f"{WORD['only_questions']} q1, q2; {WORD['only_attempt']} 2"
    assert filters_text(Filters(), WORD) == WORD["no_filters"]
