"""Stale snapshot + whatever arrives of the deltas == fresh snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.contracts.events import ResultsChanged
from app.contracts.frames import Position, ResultsData
from realtime.conflate import ConflatedResults, Outcome, TallySnapshot

AT = datetime(2026, 1, 1, tzinfo=UTC)
CELLS = [f"q{q}@{attempt}" for q in (1, 2) for attempt in (1, 2)]
COUNTERS = ["n", "o:a", "o:b", "t:word"]

Change = dict[tuple[str, str], int]
changes = st.dictionaries(st.tuples(st.sampled_from(CELLS), st.sampled_from(COUNTERS)), st.integers(-2, 3), max_size=5)


def nested(values: Change, entries: int) -> ResultsData:
    cells: dict[str, dict[str, int]] = {}
    for (cell, counter), value in values.items():
        cells.setdefault(cell, {})[counter] = value
    return ResultsData(entries, cells)


def without_zeros(data: ResultsData) -> dict[tuple[str, str], int]:
    return {(cell, name): value for cell, names in data.cells.items() for name, value in names.items() if value}


@dataclass
class Relay:
    """The truth: a tally and the events that told of it; some events merge several versions, as after a pause."""

    epoch: int = 1
    history: list[Change] = field(default_factory=lambda: [{}])
    events: list[ResultsChanged] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.history) - 1

    def add(self, change: Change, span: int) -> None:
        now = dict(self.history[-1])
        for key, amount in change.items():
            now[key] = max(0, now.get(key, 0) + amount)
        self.history.append(now)
        since = max(self.version - span, 0)
        # Also what went up and back: whoever holds a version in between must hear of it.
        moved = {key for a, b in pairwise(self.history[since:]) for key in b if a.get(key, 0) != b[key]}
        told = {key: now[key] for key in moved}
        self.events.append(ResultsChanged("s", self.epoch, since, self.version, AT, nested(told, self.version)))

    def rebuild(self, values: Change) -> None:
        self.epoch += 1
        self.history = [{}, dict(values)]
        self.events.append(ResultsChanged("s", self.epoch, -1, 1, AT, nested(values, 1)))

    def tally(self) -> TallySnapshot:
        shown = {key: value for key, value in self.history[-1].items() if value}
        return TallySnapshot(self.epoch, self.version, AT, nested(shown, self.version))


@dataclass
class Screen:
    """A client that follows the protocol to the letter."""

    position: Position | None = None
    shown: Change = field(default_factory=dict)

    def update_from(self, gateway: ConflatedResults) -> None:
        data = None
        if self.position is not None and self.position.epoch == gateway.epoch:
            data = gateway.since(self.position.version)
        if data is None:
            data, self.shown = gateway.whole(), {}
        self.shown.update({(cell, name): value for cell, names in data.cells.items() for name, value in names.items()})
        self.position = gateway.position


steps = st.lists(st.tuples(changes, st.integers(1, 3), st.booleans()), min_size=1, max_size=12)


@given(steps=steps, data=st.data())
def test_stale_snapshot_and_any_surviving_deltas_give_the_fresh_snapshot(
    steps: list[tuple[Change, int, bool]], data: st.DataObject
) -> None:
    relay, gateway, screen = Relay(), ConflatedResults(), Screen()
    gateway.load(relay.tally())
    for change, span, rebuilds in steps:
        relay.rebuild(change) if rebuilds and span == 3 else relay.add(change, span)
    arriving = data.draw(st.lists(st.sampled_from(relay.events), max_size=30), label="arriving, any order, any often")
    positions = []
    for event in arriving:
        if gateway.apply(event) is Outcome.GAP and data.draw(st.booleans(), label="loads"):
            gateway.load(relay.tally())
        positions.append((gateway.epoch, gateway.version))
        if data.draw(st.booleans(), label="screen looks"):
            screen.update_from(gateway)
    assert positions == sorted(positions)
    gateway.load(relay.tally())
    screen.update_from(gateway)
    truth = {key: value for key, value in relay.history[-1].items() if value}
    assert without_zeros(gateway.whole()) == truth
    assert {key: value for key, value in screen.shown.items() if value} == truth
    assert gateway.entries == relay.version


@given(steps=steps, data=st.data())
def test_whatever_version_a_client_holds_one_merged_delta_is_enough(
    steps: list[tuple[Change, int, bool]], data: st.DataObject
) -> None:
    relay, gateway = Relay(), ConflatedResults()
    gateway.load(relay.tally())
    for change, _, _ in steps:
        relay.add(change, 1)
        assert gateway.apply(relay.events[-1]) is Outcome.APPLIED
    held = data.draw(st.integers(0, relay.version))
    merged = gateway.since(held)
    assert merged is not None
    shown = {**relay.history[held], **{(c, n): v for c, names in merged.cells.items() for n, v in names.items()}}
    assert {k: v for k, v in shown.items() if v} == {k: v for k, v in relay.history[-1].items() if v}


def event(since: int, version: int, *, epoch: int = 1, **counters: int) -> ResultsChanged:
    return ResultsChanged("s", epoch, since, version, AT, ResultsData(version, {"q1@1": counters}))


def loaded(epoch: int, version: int, **counters: int) -> ConflatedResults:
    results = ConflatedResults()
    results.load(TallySnapshot(epoch, version, AT, ResultsData(version, {"q1@1": counters} if counters else {})))
    return results


def test_an_event_that_skips_versions_is_a_gap_and_changes_nothing() -> None:
    results = loaded(1, 3, n=3)
    assert results.apply(event(4, 5, n=5)) is Outcome.GAP
    assert (results.version, without_zeros(results.whole())) == (3, {("q1@1", "n"): 3})


def test_an_old_or_repeated_event_changes_nothing() -> None:
    results = loaded(1, 3, n=3)
    assert results.apply(event(1, 2, n=2)) is Outcome.STALE
    assert results.apply(event(2, 3, n=9)) is Outcome.STALE
    assert results.apply(event(2, 9, epoch=0, n=9)) is Outcome.STALE
    assert without_zeros(results.whole()) == {("q1@1", "n"): 3}


def test_a_whole_event_of_a_newer_epoch_replaces_everything() -> None:
    results = loaded(1, 30, n=3, x=1)
    assert results.apply(event(-1, 1, epoch=2, n=2)) is Outcome.APPLIED
    assert (results.epoch, results.version) == (2, 1)
    assert without_zeros(results.whole()) == {("q1@1", "n"): 2}
    assert results.since(0) is None


def test_a_partial_event_of_a_newer_epoch_is_a_gap() -> None:
    assert loaded(1, 30, n=3).apply(event(4, 5, epoch=2, n=2)) is Outcome.GAP


def test_the_first_event_of_a_session_needs_no_load() -> None:
    assert loaded(0, 0).apply(event(0, 1, n=1)) is Outcome.APPLIED


def test_a_counter_that_falls_to_zero_is_told_as_zero() -> None:
    results = loaded(1, 1, n=1, x=1)
    results.apply(event(1, 2, x=0))
    delta = results.since(1)
    assert delta is not None
    assert delta.cells == {"q1@1": {"x": 0}}
    assert "x" not in results.whole().cells["q1@1"]


def test_a_loaded_tally_that_lacks_a_counter_sets_it_to_zero() -> None:
    results = loaded(1, 1, n=1, x=1)
    results.load(TallySnapshot(1, 5, AT, ResultsData(5, {"q1@1": {"n": 1}})))
    delta = results.since(1)
    assert delta is not None
    assert delta.cells == {"q1@1": {"x": 0}}


def test_a_version_from_before_the_load_cannot_be_continued() -> None:
    results = loaded(1, 10, n=1)
    assert results.since(9) is None
    assert results.since(11) is None
    assert results.since(10) == ResultsData(10, {})


def test_participants_get_the_counters_of_their_questions_only() -> None:
    results = ConflatedResults()
    cells = {"q1@1": {"n": 1}, "q1@2": {"n": 2}, "q10@1": {"n": 3}}
    results.load(TallySnapshot(1, 1, AT, ResultsData(1, cells)))
    assert results.whole({"q1"}).cells == {"q1@1": {"n": 1}, "q1@2": {"n": 2}}
