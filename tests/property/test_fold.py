"""The fold is a commutative group: no order, grouping or change of mind can make it differ from a plain recount."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.contracts.frames import AnswerValue
from app.features.analytics.admission import Admission
from app.features.analytics.tally import Change, Counts, bundle_terms, fold_all
from app.features.surveys.questions import MultipleChoice, Nps, Number, Option, Question, Scale, ShortText, SingleChoice

OPTIONS = tuple(Option(name, name) for name in ("a", "b", "c"))
QUESTIONS: dict[str, Question] = {
    "one": SingleChoice(id="one", title="One", options=OPTIONS),
    "many": MultipleChoice(id="many", title="Many", options=OPTIONS),
    "scale": Scale(id="scale", title="Scale", min=-3, max=3),
    "nps": Nps(id="nps", title="Nps"),
    "number": Number(id="number", title="Number", min=-10, max=10, decimals=1),
    "word": ShortText(id="word", title="Word"),
}
VALUES: dict[str, st.SearchStrategy[AnswerValue]] = {
    "one": st.sampled_from(["a", "b", "c"]),
    "many": st.lists(st.sampled_from(["a", "b", "c"]), unique=True, min_size=1).map(sorted),
    "scale": st.integers(-3, 3),
    "nps": st.integers(0, 10),
    "number": st.integers(-100, 100).map(lambda tenths: tenths / 10),
    "word": st.sampled_from(["yes", "Yes!", "no", "perhaps", "$a.b%", "naïve"]),
}
ANSWERS = st.fixed_dictionaries({}, optional={name: st.none() | values for name, values in VALUES.items()})


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Change], dict[tuple[int, str], list[AnswerValue]]]:
    """Chains of revisions of several participants in two rounds, and the answers that hold at the end of each."""
    changes: list[Change] = []
    standing: dict[tuple[int, str], list[AnswerValue]] = {}
    for _ in range(draw(st.integers(0, 8))):
        attempt = draw(st.integers(1, 2))
        current: dict[str, AnswerValue] = {}
        for revision, sent in enumerate(draw(st.lists(ANSWERS, min_size=1, max_size=4)), start=1):
            former = {name: current.get(name) for name in sent} if revision > 1 else {}
            changes.append(Change(attempt, sent, former))
            current.update(sent)
        for name, value in current.items():
            if value is not None:
                standing.setdefault((attempt, name), []).append(value)
    return changes, standing


def count_standing(changes: list[Change], standing: dict[tuple[int, str], list[AnswerValue]]) -> Counts:
    """The recount: each answer that holds at the end, once, and nothing else."""
    cells: dict[str, dict[str, int]] = {}
    for (attempt, name), values in standing.items():
        cell = cells.setdefault(f"{name}@{attempt}", {})
        for value in values:
            for counter, amount in QUESTIONS[name].counters(value).items():
                cell[counter] = cell.get(counter, 0) + amount
    return Counts(len(changes), cells)


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_revisions_and_retractions_gives_the_answers_that_stand(
    history: tuple[list[Change], dict[tuple[int, str], list[AnswerValue]]], chance: random.Random
) -> None:
    changes, standing = history
    expected = count_standing(changes, standing)
    chance.shuffle(changes)
    assert fold_all(changes, QUESTIONS) == expected


@given(histories(), st.lists(st.integers(0, 4), min_size=32, max_size=32))
def test_counts_of_any_split_merge_to_the_counts_of_the_whole(
    history: tuple[list[Change], dict[tuple[int, str], list[AnswerValue]]], shards: list[int]
) -> None:
    changes, _ = history
    parts: dict[int, list[Change]] = {}
    for change, shard in zip(changes, shards, strict=False):
        parts.setdefault(shard, []).append(change)
    merged = Counts()
    for part in parts.values():
        merged.merge(fold_all(part, QUESTIONS))
    assert merged == fold_all(changes[: len(shards)], QUESTIONS)


@given(histories())
def test_taking_everything_back_leaves_nothing(
    history: tuple[list[Change], dict[tuple[int, str], list[AnswerValue]]],
) -> None:
    changes, _ = history
    taken_back = [Change(change.attempt, change.replaces, change.answers) for change in changes]
    assert list(fold_all([*changes, *taken_back], QUESTIONS).nonzero()) == []


TERMS = st.lists(st.sampled_from("abcdefgh"), max_size=40)
WORD = {"word": QUESTIONS["word"]}


@st.composite
def batches_of_words(draw: st.DrawFn) -> list[list[Change]]:
    """Words that are said, exchanged for others and taken back, in stream order, cut into batches."""
    changes: list[Change] = []
    said: list[str | None] = []
    for term in draw(TERMS):
        is_change: bool = draw(st.booleans())
        if said and is_change:
            position = draw(st.integers(0, len(said) - 1))
            after: str | None = draw(st.sampled_from([None, term]))
            changes.append(Change(1, {"word": after}, {"word": said[position]}))
            said[position] = after
        else:
            changes.append(Change(1, {"word": term}, {}))
            said.append(term)
    size = draw(st.integers(1, 7))
    return [changes[start : start + size] for start in range(0, len(changes), size)]


@given(batches_of_words(), st.integers(0, 4), st.integers(0, 6), st.booleans())
def test_every_term_that_is_shown_is_exact_and_the_rest_is_one_exact_sum(
    batches: list[list[Change]], per_cell: int, per_tally: int, reloads: bool
) -> None:
    stored = Counts()
    admission = Admission(stored, per_cell=per_cell, per_tally=per_tally)
    for batch in batches:
        stored.merge(admission.admit(fold_all(batch, WORD)))
        if reloads:
            admission = Admission(stored, per_cell=per_cell, per_tally=per_tally)
    shown = [counter for counter in stored.cells.get("word@1", {}) if counter.startswith("t:")]
    assert len(shown) <= min(per_cell, per_tally)
    whole = fold_all([change for batch in batches for change in batch], WORD)
    assert stored == bundle_terms(whole, stored.cells)
