"""The question types at their boundaries, against numbers worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.contracts.frames import AnswerValue
from app.features.surveys.questions import (
    AnswerContext,
    AnswerRejected,
    Axis,
    Consent,
    Date,
    Dropdown,
    Email,
    Grid,
    LongText,
    Matrix,
    MultipleChoice,
    Number,
    Option,
    OtherOption,
    Phone,
    PictureChoice,
    PictureOption,
    Points,
    Question,
    Quiz,
    Ranking,
    Scale,
    ScaleLabel,
    SingleChoice,
    Slider,
    Statement,
    Time,
    YesNo,
)

A, B, C, NONE = Option("a", "A"), Option("b", "B"), Option("c", "C"), Option("none", "None", exclusive=True)
ABC = (A, B, C)
OTHER = OtherOption("Other", 5)
PICTURES = (PictureOption("a", "A", "img_1"), PictureOption("b", "B", "img_2"), PictureOption("c", "C", "img_3"))
BASE: dict[str, Any] = {"id": "q", "title": "?"}

ONE = SingleChoice(**BASE, options=ABC, other=OTHER, allow_na=True)
SEVERAL = MultipleChoice(**BASE, options=(*ABC, NONE), other=OTHER, min_choices=2, max_choices=3)
PICTURE = PictureChoice(**BASE, options=PICTURES)
RANKING = Ranking(**BASE, options=ABC, min_ranked=2, max_ranked=2)
MATRIX = Matrix(**BASE, rows=(Option("r", "R"), Option("s", "S")), columns=ABC)
SETS = Matrix(**BASE, rows=(Option("r", "R"), Option("s", "S")), columns=(A, B, NONE), per_row="many", all_rows=False)
POINTS = Points(**BASE, options=ABC, total=10)
SLIDER = Slider(**BASE, min=-1, max=1, step=0.25)
FEW_DAYS = Date(**BASE, earliest=date(2030, 1, 1), latest=date(2030, 4, 10))
MONTHS = Date(**BASE, earliest=date(2030, 1, 1), latest=date(2030, 4, 11))
YEARS = Date(**BASE)
TIME = Time(**BASE, earliest="09:00", latest="17:30")
GRID = Grid(**BASE, items=(A, B), x_axis=Axis("X"), y_axis=Axis("Y"))
QUIZ = Quiz(**BASE, options=ABC, correct=("a", "b"), points=1_001, scoring="speed", time_limit_s=10)

KEPT: list[tuple[Question, AnswerValue, AnswerValue, dict[str, int]]] = [
    (ONE, "a", "a", {"n": 1, "o:a": 1}),
    (ONE, {"other": "  Té  "}, {"other": "Té"}, {"n": 1, "x:other": 1, "t:té": 1}),
    (ONE, {"na": True}, {"na": True}, {"x:na": 1}),
    (SEVERAL, ["c", "a"], ["a", "c"], {"n": 1, "o:a": 1, "o:c": 1}),
    (SEVERAL, {"chosen": ["a", "b"]}, ["a", "b"], {"n": 1, "o:a": 1, "o:b": 1}),
    (SEVERAL, {"chosen": ["b"], "other": "x"}, {"chosen": ["b"], "other": "x"}, {
        "n": 1, "o:b": 1, "x:other": 1, "t:x": 1}),
    (SEVERAL, ["none"], ["none"], {"n": 1, "o:none": 1}),
    (PICTURE, ["b"], ["b"], {"n": 1, "o:b": 1}),
    (YesNo(**BASE), "no", "no", {"n": 1, "o:no": 1}),
    (Consent(**BASE, text="T"), "declined", "declined", {"n": 1, "o:declined": 1}),
    (RANKING, ["c", "a"], ["c", "a"], {"n": 1, "r:c:1": 1, "o:c": 1, "r:a:2": 1, "o:a": 1}),
    (MATRIX, {"s": "b", "r": "a"}, {"r": "a", "s": "b"}, {"n": 1, "c:r:a": 1, "c:s:b": 1, "rn:r": 1, "rn:s": 1}),
    (SETS, {"r": [], "s": ["b", "a"]}, {"s": ["a", "b"]}, {"n": 1, "c:s:a": 1, "c:s:b": 1, "rn:s": 1}),
    (POINTS, {"b": 7, "a": 0, "c": 3}, {"b": 7, "c": 3}, {
        "n": 1, "p:b": 7, "pp:b": 49, "o:b": 1, "p:c": 3, "pp:c": 9, "o:c": 1}),
    (SLIDER, 1.0, 1, {"n": 1, "b:8": 1, "sum": 8, "sq_hi": 0, "sq_lo": 64}),
    (SLIDER, -0.75, -0.75, {"n": 1, "b:1": 1, "sum": 1, "sq_hi": 0, "sq_lo": 1}),
    (Number(**BASE, max=1e9), 1e9, 10**9, {
        "n": 1, "b:50": 1, "sum": 10**9, "sq_hi": 232_830_643, "sq_lo": 2_808_348_672}),
    (FEW_DAYS, "2030-04-10", "2030-04-10", {"n": 1, "d:2030-04-10": 1, "sum": 99}),
    (MONTHS, "2030-04-11", "2030-04-11", {"n": 1, "d:2030-04": 1, "sum": 100}),
    (YEARS, "2000-02-29", "2000-02-29", {"n": 1, "d:2000": 1, "sum": 36_583}),
    (TIME, "17:30", "17:30", {"n": 1, "d:17:30": 1, "sum": 510, "sq": 260_100}),
    (TIME, "09:29", "09:29", {"n": 1, "d:09:00": 1, "sum": 29, "sq": 841}),
    (LongText(**BASE), " one\r\ntwo\tthree ", "one\ntwo\tthree", {"n": 1, "w": 3}),
    (Email(**BASE), " Ada@EXAMPLE.org", "Ada@example.org", {"n": 1}),
    (Phone(**BASE, region="DE"), "030 123456", "+4930123456", {"n": 1}),
    (GRID, {"b": [100, 0], "a": [9, 10]}, {"a": [9, 10], "b": [100, 0]}, {
        "n": 1, "i:a": 1, "g:a:0:1": 1, "x:a": 9, "y:a": 10, "xx:a": 81, "yy:a": 100, "xy:a": 90,
        "i:b": 1, "g:b:9:0": 1, "x:b": 100, "y:b": 0, "xx:b": 10_000, "yy:b": 0, "xy:b": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sent", "stored", "counters"), KEPT)
def test_an_answer_is_stored_and_counted(
    question: Question, sent: AnswerValue, stored: AnswerValue, counters: dict[str, int]
) -> None:
    checked = question.check(sent)
    assert checked == stored
    assert type(checked) is type(stored)
    assert question.counters(stored) == counters
    if isinstance(stored, dict) and isinstance(checked, dict):
        assert list(checked) == list(stored), "in the order of the definition"


REFUSED: list[tuple[Question, Any, str]] = [
    (SingleChoice(**BASE, options=ABC), {"na": True}, "na_not_allowed"),
    (SingleChoice(**BASE, options=ABC), {"other": "x"}, "unknown_option"),
    (ONE, "d", "unknown_option"),
    (ONE, {"other": " "}, "empty"),
    (ONE, {"other": "123456"}, "too_long"),
    (ONE, {"other": 1}, "wrong_type"),
    (ONE, {"na": False}, "wrong_type"),
    (ONE, {"na": 1}, "wrong_type"),
    (Dropdown(**BASE, options=ABC), ["a"], "wrong_type"),
    (SEVERAL, ["a"], "too_few"),
    (SEVERAL, {"chosen": ["a", "b", "c"], "other": "x"}, "too_many"),
    (SEVERAL, ["a", "a"], "repeated_option"),
    (SEVERAL, ["none", "a"], "exclusive_option"),
    (SEVERAL, {"chosen": ["none"], "other": "x"}, "exclusive_option"),
    (SEVERAL, {}, "wrong_type"),
    (SEVERAL, {"chosen": "a"}, "wrong_type"),
    (PICTURE, ["a", "b"], "too_many"),
    (YesNo(**BASE), "maybe", "unknown_option"),
    (YesNo(**BASE), 1, "wrong_type"),
    (Consent(**BASE, text="T", required=True), "declined", "consent_needed"),
    (Consent(**BASE, text="T", allow_na=True), {"na": True}, "na_not_allowed"),
    (Statement(**BASE), "a", "takes_no_answer"),
    (RANKING, ["a"], "too_few"),
    (RANKING, ["a", "b", "c"], "too_many"),
    (Ranking(**BASE, options=ABC), ["a", "b"], "too_few"),
    (MATRIX, {"r": "a"}, "rows_missing"),
    (MATRIX, {"r": "a", "t": "b"}, "unknown_row"),
    (MATRIX, {"r": ["a"], "s": "b"}, "wrong_type"),
    (MATRIX, ["a"], "wrong_type"),
    (SETS, {"r": []}, "rows_missing"),
    (SETS, {"r": ["none", "a"]}, "exclusive_option"),
    (MultipleChoice(**BASE, options=ABC), ["a", "z"], "unknown_option"),
    (POINTS, {"a": 9}, "wrong_total"),
    (POINTS, {"a": 11, "b": -1}, "out_of_range"),
    (POINTS, {"d": 10}, "unknown_option"),
    (POINTS, {"a": True, "b": 9}, "wrong_type"),
    (POINTS, "a", "wrong_type"),
    (SLIDER, 0.3, "off_the_grid"),
    (SLIDER, 1.25, "out_of_range"),
    (SLIDER, True, "wrong_type"),
    (Number(**BASE, decimals=1), 0.25, "too_precise"),
    (Number(**BASE), float("nan"), "out_of_range"),
    (Scale(**BASE), True, "wrong_type"),
    (Scale(**BASE), 6, "out_of_range"),
    (YEARS, "2000-02-30", "not_a_date"),
    (YEARS, "20000229", "not_a_date"),
    (YEARS, 20000229, "wrong_type"),
    (FEW_DAYS, "2030-04-11", "out_of_range"),
    (TIME, "17:31", "out_of_range"),
    (TIME, "24:00", "not_a_time"),
    (TIME, 9, "wrong_type"),
    (LongText(**BASE, max_length=3), "four", "too_long"),
    (LongText(**BASE), "a\0b", "control_character"),
    (LongText(**BASE), ["a"], "wrong_type"),
    (Email(**BASE), "ada@", "not_an_email"),
    (Email(**BASE), "a" * 255, "too_long"),
    (Email(**BASE), 1, "wrong_type"),
    (Phone(**BASE), "030 123456", "not_a_phone_number"),
    (Phone(**BASE, region="DE"), "110110110110110", "not_a_phone_number"),
    (Phone(**BASE), "+" * 41, "too_long"),
    (Phone(**BASE), 49, "wrong_type"),
    (GRID, {"a": [0, 0]}, "items_missing"),
    (GRID, {"a": [0, 0], "d": [0, 0]}, "unknown_item"),
    (GRID, {"a": [0, 0], "b": [0, 101]}, "out_of_range"),
    (GRID, {"a": [0, 0], "b": [0]}, "wrong_type"),
    (GRID, {"a": [0, 0], "b": [0, True]}, "wrong_type"),
    (GRID, [], "wrong_type"),
    (QUIZ, [], "too_few"),
    (QUIZ, "a", "wrong_type"),
]


@pytest.mark.parametrize(("question", "sent", "code"), REFUSED)
def test_what_does_not_fit_is_refused(question: Question, sent: Any, code: str) -> None:
    with pytest.raises(AnswerRejected) as refusal:
        question.check(sent)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("chosen", "ms", "points"),
    [
        (["b", "a"], 0, 1_001),
        (["a", "b"], 2_500, 876),  # 1001 × 0.875 = 875.875
        (["a", "b"], 10_000, 501),  # half of 1001, rounded half up
        (["a", "b"], 11_000, 501),  # within the grace
        (["a"], 0, 0),
        (["a", "b", "c"], 0, 0),
    ],
)
def test_points_for_speed_fall_to_a_half(chosen: list[str], ms: int, points: int) -> None:
    stored = QUIZ.check(list(chosen), AnswerContext(ms))
    assert stored == {"chosen": sorted(chosen), "ms": ms}
    counters = {"n": 1, **{f"o:{one}": 1 for one in chosen}, "correct": int(points > 0), "points": points}
    assert QUIZ.counters(stored) == counters


def test_a_quiz_takes_no_time_from_the_phone_and_no_answer_after_the_limit() -> None:
    assert QUIZ.check({"chosen": ["a"], "ms": 1}, AnswerContext(None)) == {"chosen": ["a"]}
    assert QUIZ.check({"chosen": ["a"], "ms": 1}, AnswerContext(900)) == {"chosen": ["a"], "ms": 900}
    assert QUIZ.score({"chosen": ["a", "b"]}) == (True, 1_001), "without a time"
    assert QUIZ.score({"na": True}) == (False, 0)
    with pytest.raises(AnswerRejected) as refusal:
        QUIZ.check(["a"], AnswerContext(11_001))
    assert refusal.value.code == "time_is_up"
    with pytest.raises(AnswerRejected) as refusal:
        QUIZ.check(["a"], AnswerContext(900, is_revealed=True))
    assert refusal.value.code == "already_revealed"
    flat = Quiz(**BASE, options=ABC, correct=("a",), points=7)
    assert flat.score(flat.check(["a"], AnswerContext(10**7))) == (True, 7), "flat, and without a limit"


PROBLEMS: list[tuple[Question, set[tuple[str | None, str]]]] = [
    (SingleChoice(**BASE, options=(A, A)), {("options.1.id", "duplicate_id")}),
    (MultipleChoice(**BASE, options=(A, NONE), min_choices=2), {("min_choices", "out_of_range")}),
    (MultipleChoice(**BASE, options=(A, NONE), other=OTHER, min_choices=2), set()),
    (MultipleChoice(**BASE, options=(A, Option("other", "O")), other=OTHER), {(None, "ambiguous_ids")}),
    (MultipleChoice(**BASE, options=(A, B), max_choices=3), {("max_choices", "out_of_range")}),
    (PictureChoice(**BASE, options=(PictureOption("a", "A"), PICTURES[1])), {("options.0.image", "missing")}),
    (Consent(**BASE, text=" "), {("text", "missing")}),
    (Consent(**BASE, text="T", allow_na=True), {("allow_na", "not_possible")}),
    (Statement(**BASE, required=True), {("required", "not_possible")}),
    (Ranking(**BASE, options=ABC, min_ranked=3, max_ranked=2), {("min_ranked", "out_of_range")}),
    (Ranking(**BASE, options=ABC, max_ranked=4), {("max_ranked", "out_of_range")}),
    (Matrix(**BASE, rows=(A, A), columns=(B, B)), {("rows.1.id", "duplicate_id"), ("columns.1.id", "duplicate_id")}),
    (Matrix(**BASE, rows=(A, Option("chosen", "Chosen")), columns=(B,)), {("rows.1.id", "reserved_id")}),
    (Matrix(**BASE, rows=(Option("other", "Other"), Option("ms", "Ms")), columns=(B,)),
     {("rows.0.id", "reserved_id"), ("rows.1.id", "reserved_id")}),
    (Points(**BASE, options=(A, A)), {("options.1.id", "duplicate_id")}),
    (Scale(**BASE, labels=(ScaleLabel(9, "X"), ScaleLabel(1, "A"), ScaleLabel(1, "B"))), {
        ("labels.0.value", "out_of_range"), ("labels.2.value", "duplicate_value")}),
    (Slider(**BASE, min=0, max=1, step=0.3), {("step", "off_the_grid")}),
    (Slider(**BASE, min=1, max=1), {("max", "out_of_range")}),
    (Slider(**BASE, min=0, max=1e9, step=1e-6), {("max", "out_of_range")}),
    (Number(**BASE, min=0.5, max=2), {("min", "too_precise")}),
    (Date(**BASE, earliest=date(2100, 1, 1)), {("latest", "out_of_range")}),
    (Date(**BASE, earliest=date(1000, 1, 1), latest=date(2000, 1, 1)), {("latest", "out_of_range")}),
    (Time(**BASE, earliest="10:00", latest="09:59"), {("latest", "out_of_range")}),
    (Phone(**BASE, region="XX"), {("region", "unknown_value")}),
    (Quiz(**BASE, options=ABC, correct=("a", "a", "d")), {
        ("correct.1", "duplicate_id"), ("correct.2", "unknown_option")}),
    (Quiz(**BASE, options=ABC, correct=("a",), scoring="speed"), {("time_limit_s", "missing")}),
    (Grid(**BASE, items=(A, A), x_axis=Axis("X"), y_axis=Axis("Y")), {("items.1.id", "duplicate_id")}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), PROBLEMS)
def test_what_is_wrong_with_a_definition_is_named(question: Question, expected: set[tuple[str | None, str]]) -> None:
    assert {(problem.field, problem.code) for problem in question.problems()} == expected


def test_texts_have_paths_that_survive_reordering() -> None:
    labelled = SingleChoice(id="q", title="Drink?", options=(A, Option("b", "Bier")), other=OtherOption("Sonst"))
    assert dict(labelled.texts()) == {
        "title": "Drink?", "options.a.label": "A", "options.b.label": "Bier", "other.label": "Sonst",
    }  # fmt: skip
    moved = SingleChoice(id="q", title="Drink?", options=(Option("b", "Bier"), A))
    assert moved.with_texts({"options.b.label": "Beer", "gone": "x"}).options == (Option("b", "Beer"), A)
    assert dict(GRID.texts())["x_axis.title"] == "X"


def test_a_type_that_says_nothing_of_scores_words_and_cells_has_none() -> None:
    plain = Statement(**BASE)
    assert (plain.score("a"), plain.most_points(), plain.words("a"), plain.cells("a")) == (None, None, None, {})
