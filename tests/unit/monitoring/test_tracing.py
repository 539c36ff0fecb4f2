"""Spans, and that nothing is done where nobody records."""

from __future__ import annotations

import pytest

from app.core.tracing import (
    MAX_TOGETHER,
    Span,
    TraceContext,
    beginning,
    context_of,
    current,
    recording,
    shared_step,
    step,
)

CONTEXT = TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")


def test_a_context_reads_back_from_its_header() -> None:
    with recording(lambda _: None, 1.0):
        assert context_of(CONTEXT.header) == CONTEXT


@pytest.mark.parametrize(
    "header",
    [
        *(None, "", "00-xyz-00f067aa0ba902b7-01", f"{CONTEXT.header}\n", f"{CONTEXT.header}-more"),
        *(TraceContext("0" * 32, CONTEXT.span_id).header, TraceContext(CONTEXT.trace_id, "0" * 16).header),
    ],
)
def test_other_headers_name_no_context(header: str | None) -> None:
    with recording(lambda _: None, 1.0):
        assert context_of(header) is None


def test_where_nobody_records_nothing_has_a_context() -> None:
    with (
        beginning("a", lambda: CONTEXT.header) as noted,
        step("b") as inner,
        shared_step("c", "client", [CONTEXT]) as many,
    ):
        assert (noted, inner, many, current(), context_of(CONTEXT.header)) == (None, None, (), None, None)


def test_steps_are_below_each_other_and_failures_are_told() -> None:
    spans: list[Span] = []

    def fail() -> None:
        with beginning("outer", lambda: CONTEXT.header), step("inner"):
            raise TimeoutError

    with recording(spans.append, 1.0), pytest.raises(TimeoutError):
        fail()
    inner, outer = spans
    assert (outer.parent, outer.context.trace_id) == (CONTEXT, CONTEXT.trace_id)
    assert (inner.parent, inner.failure, outer.failure) == (outer.context, "TimeoutError", "TimeoutError")
    assert outer.began_ns <= inner.began_ns <= inner.ended_ns <= outer.ended_ns
    assert current() is None


def test_what_is_done_for_many_is_in_the_trace_of_each_within_a_bound() -> None:
    spans: list[Span] = []
    parents = [TraceContext(f"{number:032x}", f"{number:016x}") for number in range(1, 40)]
    with recording(spans.append, 1.0), shared_step("commit", "producer", parents) as together:
        together[0].attributes["entries"] = 39
        assert current() == together[0].context
    assert [span.context.trace_id for span in spans] == [p.trace_id for p in parents[:MAX_TOGETHER]]
    first, *others = spans
    assert set(first.links) == {span.context for span in others}
    assert {(span.links, span.attributes["entries"]) for span in others} == {((first.context,), 39)}
