"""The fold's corners that a property test would hide."""

from __future__ import annotations

from app.features.analytics.admission import MAX_TERM_BYTES, Admission
from app.features.analytics.tally import Change, Counts, Difference, bundle_terms, differences, fold_all
from tests.builders.sessions import QUESTIONS


def test_a_zero_counter_is_as_good_as_a_missing_one() -> None:
    assert Counts(1, {"q@1": {"n": 1, "o:a": 0}, "r@1": {}}) == Counts(1, {"q@1": {"n": 1}})


def test_counts_of_different_numbers_of_entries_differ() -> None:
    assert Counts(1) != Counts(2)


def test_rounds_are_counted_apart() -> None:
    counts = fold_all([Change(1, {"colour": "red"}, {}), Change(2, {"colour": "red"}, {})], QUESTIONS)
    assert counts.cells == {"colour@1": {"n": 1, "o:red": 1}, "colour@2": {"n": 1, "o:red": 1}}


def test_an_answer_to_a_question_that_does_not_exist_counts_nowhere() -> None:
    assert fold_all([Change(1, {"gone": "x"}, {})], QUESTIONS) == Counts(1)


def test_differences_name_each_counter_with_both_values() -> None:
    stored = Counts(3, {"q@1": {"n": 3, "o:a": 2}})
    recounted = Counts(4, {"q@1": {"n": 3, "o:b": 2}})
    assert differences(stored, recounted) == [
        Difference("", "entries", 3, 4),
        Difference("q@1", "o:a", 2, 0),
        Difference("q@1", "o:b", 0, 2),
    ]


def test_equal_counts_have_no_differences() -> None:
    assert differences(Counts(1, {"q@1": {"n": 0}}), Counts(1)) == []


def test_a_term_that_found_no_room_stays_in_the_sum_when_it_is_said_again_and_taken_back() -> None:
    stored = Counts()
    admission = Admission(stored, per_cell=1)
    for cells in ({"t:a": 1}, {"t:b": 1}, {"t:a": -1}, {"t:b": 2}, {"t:b": -1}):
        stored.merge(admission.admit(Counts(1, {"q@1": dict(cells)})))
    assert stored.cells["q@1"] == {"t:a": 0, "other": 2}


def test_a_term_longer_than_the_bound_is_never_shown() -> None:
    stored = Counts()
    term = "t:" + "é" * MAX_TERM_BYTES
    stored.merge(Admission(stored).admit(Counts(1, {"q@1": {term: 1}})))
    assert stored.cells["q@1"] == {"other": 1}


def test_the_bound_of_the_whole_tally_holds_across_cells() -> None:
    stored = Counts()
    admission = Admission(stored, per_tally=3)
    stored.merge(admission.admit(Counts(4, {f"q{i}@1": {"t:a": 1} for i in range(5)})))
    assert sum("t:a" in counters for counters in stored.cells.values()) == 3
    assert sum(counters.get("other", 0) for counters in stored.cells.values()) == 2


def test_bundling_keeps_shown_terms_and_other_counters() -> None:
    counts = Counts(5, {"q@1": {"n": 5, "t:a": 2, "t:b": 3}})
    assert bundle_terms(counts, {"q@1": {"t:a": 9}}) == Counts(5, {"q@1": {"n": 5, "t:a": 2, "other": 3}})
