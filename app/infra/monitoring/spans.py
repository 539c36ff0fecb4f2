"""Our spans as OpenTelemetry's, which its SDK hands over in batches from a thread of its own."""

from __future__ import annotations

import threading

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import Link, NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags

from app.core.tracing import Span, TraceContext

_RECORDED = TraceFlags(TraceFlags.SAMPLED)
_KINDS = {
    "internal": SpanKind.INTERNAL,
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}


class _GivenIds(IdGenerator):
    """Spans come with their ids: those below a step must know it before it has ended."""

    def __init__(self) -> None:
        self._given = threading.local()

    def give(self, context: TraceContext) -> None:
        self._given.context = context

    def generate_trace_id(self) -> int:
        return int(self._given.context.trace_id, 16)

    def generate_span_id(self) -> int:
        return int(self._given.context.span_id, 16)


class OpenTelemetrySpans:
    """A sink for ``app.core.tracing``. Sampling was done there: what comes here is kept."""

    def __init__(self, resource: Resource, processor: SpanProcessor) -> None:
        self._ids = _GivenIds()
        self._provider = TracerProvider(
            sampler=ALWAYS_ON, resource=resource, shutdown_on_exit=False, id_generator=self._ids
        )
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("impactpulse")

    def __call__(self, span: Span) -> None:
        self._ids.give(span.context)
        parent = None if span.parent is None else NonRecordingSpan(_span_context(span.parent))
        opened = self._tracer.start_span(
            span.name,
            context=None if parent is None else trace.set_span_in_context(parent),
            kind=_KINDS[span.kind],
            attributes=span.attributes,
            links=[Link(_span_context(context)) for context in span.links],
            start_time=span.began_ns,
        )
        if span.failure is not None:
            opened.set_status(Status(StatusCode.ERROR, span.failure))
        opened.end(span.ended_ns)

    def close(self) -> None:
        """Hand over what is waiting; blocks for as long as that takes, a few seconds at most."""
        self._provider.shutdown()


def _span_context(context: TraceContext) -> SpanContext:
    return SpanContext(int(context.trace_id, 16), int(context.span_id, 16), is_remote=True, trace_flags=_RECORDED)
