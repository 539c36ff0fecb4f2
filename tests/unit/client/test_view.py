"""A client that follows the protocol ends with the fresh snapshot, whatever is lost, late or repeated."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.client.view import Applied, ChannelView
from app.contracts.frames import Delta, Position, Snapshot

AT = datetime(2026, 1, 1, tzinfo=UTC)
Values = dict[str, int]


def snapshot(version: int, values: Values, epoch: int = 1) -> Snapshot:
    return Snapshot("c", epoch, version, AT, {"entries": version, "cells": {"q@1": values}})


def delta(since: int, version: int, values: Values, epoch: int = 1) -> Delta:
    return Delta("c", epoch, since, version, AT, {"entries": version, "cells": {"q@1": values}})


@given(
    history=st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)), min_size=2, max_size=12),
    data=st.data(),
)
def test_a_stale_snapshot_and_whatever_arrives_gives_the_fresh_snapshot(
    history: list[Values], data: st.DataObject
) -> None:
    states: list[Values] = [{}]
    for change in history:
        states.append({**states[-1], **change})
    last = len(states) - 1

    def told(since: int, version: int) -> Delta:
        changed = {k: v for k, v in states[version].items() if states[since].get(k, 0) != v or k in history[since]}
        merged = {k: states[version][k] for step in history[since:version] for k in step}
        return delta(since, version, {**changed, **merged})

    view = ChannelView()
    view.apply(snapshot(0, {}))
    spans = st.tuples(st.integers(0, last - 1), st.integers(1, 4)).map(lambda s: (s[0], min(s[0] + s[1], last)))
    for since, version in data.draw(st.lists(spans, max_size=25)):
        before = view.position
        outcome = view.apply(told(since, version))
        assert before is not None
        assert view.position is not None
        assert view.position.version >= before.version
        assert (outcome is Applied.GAP) == (since > before.version)
        assert view.results().cells.get("q@1", {}) == {k: v for k, v in states[view.position.version].items() if v}
    view.apply(
        told(view.position.version, last)
        if view.position and view.position.version < last
        else snapshot(last, states[last])
    )
    assert view.results().cells.get("q@1", {}) == {k: v for k, v in states[last].items() if v}
    assert view.falls == 0


def test_a_delta_before_any_snapshot_is_a_gap() -> None:
    assert ChannelView().apply(delta(0, 1, {})) is Applied.GAP


def test_a_delta_of_another_epoch_is_a_gap() -> None:
    view = ChannelView()
    view.apply(snapshot(3, {"a": 1}))
    assert view.apply(delta(3, 4, {"a": 2}, epoch=2)) is Applied.GAP
    assert (view.gaps, view.position) == (1, Position(1, 3))


def test_an_old_delta_is_ignored() -> None:
    view = ChannelView()
    view.apply(snapshot(3, {"a": 1}))
    assert view.apply(delta(1, 3, {"a": 9})) is Applied.IGNORED
    assert view.results().cells == {"q@1": {"a": 1}}


def test_a_snapshot_that_goes_back_within_an_epoch_is_noted() -> None:
    view = ChannelView()
    view.apply(snapshot(3, {}))
    view.apply(snapshot(1, {}, epoch=2))
    assert view.falls == 0
    view.apply(snapshot(0, {}, epoch=2))
    assert view.falls == 1
