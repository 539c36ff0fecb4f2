"""Spans, and that nothing is done where nobody records."""

from __future__ import annotations

import pytest

from app.core.tracing import MAX_TOGETHER, Place, Span, beginning, current, place_of, recording, shared_step, step

PLACE = Place("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")


def test_a_place_reads_back_from_its_header() -> None:
    with recording(lambda _: None, 1.0):
        assert place_of(PLACE.header) == PLACE


@pytest.mark.parametrize(
    "header",
    [
        *(None, "", "00-xyz-00f067aa0ba902b7-01", f"{PLACE.header}\n", f"{PLACE.header}-more"),
        *(Place("0" * 32, PLACE.span_id).header, Place(PLACE.trace_id, "0" * 16).header),
    ],
)
def test_other_headers_name_no_place(header: str | None) -> None:
    with recording(lambda _: None, 1.0):
        assert place_of(header) is None


def test_where_nobody_records_nothing_has_a_place() -> None:
    with beginning("a", lambda: PLACE.header) as noted, step("b") as inner, shared_step("c", "client", [PLACE]) as many:
        assert (noted, inner, many, current(), place_of(PLACE.header)) == (None, None, (), None, None)


def test_steps_are_below_each_other_and_failures_are_told() -> None:
    spans: list[Span] = []

    def fail() -> None:
        with beginning("outer", lambda: PLACE.header), step("inner"):
            raise TimeoutError

    with recording(spans.append, 1.0), pytest.raises(TimeoutError):
        fail()
    inner, outer = spans
    assert (outer.parent, outer.place.trace_id) == (PLACE, PLACE.trace_id)
    assert (inner.parent, inner.failure, outer.failure) == (outer.place, "TimeoutError", "TimeoutError")
    assert outer.began_ns <= inner.began_ns <= inner.ended_ns <= outer.ended_ns
    assert current() is None


def test_what_is_done_for_many_is_in_the_trace_of_each_within_a_bound() -> None:
    spans: list[Span] = []
    parents = [Place(f"{number:032x}", f"{number:016x}") for number in range(1, 40)]
    with recording(spans.append, 1.0), shared_step("commit", "producer", parents) as together:
        together[0].attributes["entries"] = 39
        assert current() == together[0].place
    assert [span.place.trace_id for span in spans] == [p.trace_id for p in parents[:MAX_TOGETHER]]
    first, *others = spans
    assert set(first.links) == {span.place for span in others}
    assert {(span.links, span.attributes["entries"]) for span in others} == {((first.place,), 39)}
