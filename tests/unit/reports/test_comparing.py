"""Which two versions of a question may stand side by side."""

from __future__ import annotations

import pytest

from app.features.reports.shift import are_measured_alike
from app.features.surveys.questions import (
    MultipleChoice,
    Nps,
    Number,
    Option,
    Points,
    Question,
    Scale,
    ScaleLabel,
    SingleChoice,
    Slider,
)

OPTIONS = (Option("tea", "Tea"), Option("coffee", "Coffee"))
NAMED = (ScaleLabel(1, "Never"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Scale(id="q", title="?", max=5), Scale(id="q", title="?", max=7)),
        (Scale(id="q", title="?", min=0), Scale(id="q", title="?", min=1)),
        (Scale(id="q", title="?", min=0, max=10), Nps(id="q", title="?")),
        (Number(id="q", title="?"), Number(id="q", title="?", decimals=2)),
        (Number(id="q", title="?", unit="kg"), Number(id="q", title="?", unit="lb")),
        (Number(id="q", title="?"), Slider(id="q", title="?")),
        (Slider(id="q", title="?", step=1.0), Slider(id="q", title="?", step=5.0)),
        (Points(id="q", title="?", options=OPTIONS), Points(id="q", title="?", options=OPTIONS, total=10)),
        (SingleChoice(id="q", title="?", options=OPTIONS), MultipleChoice(id="q", title="?", options=OPTIONS)),
    ],
)
def test_what_is_measured_otherwise_is_not_compared(one: Question, other: Question) -> None:
    assert not are_measured_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Scale(id="q", title="?"), Scale(id="q", title="How often?", labels=NAMED, required=True)),
        (Points(id="q", title="?", options=OPTIONS), Points(id="q", title="?", options=OPTIONS[::-1])),
        (SingleChoice(id="q", title="?", options=OPTIONS), SingleChoice(id="q", title="?", options=OPTIONS[::-1])),
    ],
)
def test_other_words_and_another_order_change_no_measure(one: Question, other: Question) -> None:
    assert are_measured_alike(one, other)
