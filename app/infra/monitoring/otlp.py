"""Spans and numbers to an OpenTelemetry collector, over OTLP/HTTP, from threads of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import time_ns

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics.export import (
    AggregationTemporality,
    Gauge,
    Histogram,
    HistogramDataPoint,
    Metric,
    MetricsData,
    NumberDataPoint,
    ResourceMetrics,
    ScopeMetrics,
    Sum,
)
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.util.instrumentation import InstrumentationScope

from app import VERSION
from app.core import metrics
from app.core.identity import new_id
from app.core.metrics import Reading, readings
from app.core.tracing import recording
from app.infra.monitoring.spans import OpenTelemetrySpans

EXPORT_INTERVAL_S = 15.0
EXPORT_TIMEOUT_S = 3.0
SPANS_EVERY_MS = 5_000
_CUMULATIVE = AggregationTemporality.CUMULATIVE

log = logging.getLogger(__name__)


@contextmanager
def exporting(endpoint: str, resource: Resource, *, trace_ratio: float) -> Iterator[None]:
    """Hand over spans and numbers until the context ends, then what is left; without a collector they are lost."""
    base = endpoint.rstrip("/")
    exporter = OTLPSpanExporter(f"{base}/v1/traces", timeout=EXPORT_TIMEOUT_S)
    spans = OpenTelemetrySpans(resource, BatchSpanProcessor(exporter, schedule_delay_millis=SPANS_EVERY_MS))
    numbers = _Numbers(OTLPMetricExporter(f"{base}/v1/metrics", timeout=EXPORT_TIMEOUT_S), resource)
    numbers.start()
    try:
        with recording(spans, trace_ratio):
            yield
    finally:
        numbers.end()
        spans.close()


def resource_of(process: str) -> Resource:
    """Who speaks: one process of this installation."""
    return Resource.create(
        {
            "service.name": f"impactpulse-{process}",
            "service.version": VERSION,
            "service.instance.id": new_id(process[:3]),
        }
    )


class _Numbers(threading.Thread):
    """Every EXPORT_INTERVAL_S, and once more at the end."""

    def __init__(self, exporter: OTLPMetricExporter, resource: Resource) -> None:
        super().__init__(name="numbers", daemon=True)
        self._exporter, self._resource = exporter, resource
        self._began_ns = time_ns()
        self._over = threading.Event()

    def run(self) -> None:
        is_over = False
        while not is_over:
            is_over = self._over.wait(EXPORT_INTERVAL_S)
            self._exporter.export(metrics_data(readings(), self._resource, self._began_ns, time_ns()))

    def end(self) -> None:
        self._over.set()
        self.join(2 * EXPORT_TIMEOUT_S)
        self._exporter.shutdown()


def metrics_data(found: list[Reading], resource: Resource, began_ns: int, now_ns: int) -> MetricsData:
    """What this process counts, as the exporter takes it."""
    measured = [_metric(reading, began_ns, now_ns) for reading in found if reading.children]
    scope = ScopeMetrics(InstrumentationScope("impactpulse"), measured, "")
    return MetricsData([ResourceMetrics(resource, [scope], "")])


def _metric(reading: Reading, began_ns: int, now_ns: int) -> Metric:
    unit = "s" if reading.name.endswith("_seconds") else "1"
    histograms, numbers = [], []
    for values, instrument in reading.children:
        attributes = dict(zip(reading.labels, values, strict=True))
        if isinstance(instrument, metrics.Histogram):
            histograms.append(_histogram_point(instrument, attributes, began_ns, now_ns))
        else:
            numbers.append(NumberDataPoint(attributes, began_ns, now_ns, instrument.value))
    data: Gauge | Histogram | Sum
    if reading.kind == "histogram":
        data = Histogram(histograms, _CUMULATIVE)
    elif reading.kind == "counter":
        data = Sum(numbers, _CUMULATIVE, is_monotonic=True)
    else:
        data = Gauge(numbers)
    return Metric(reading.name.removesuffix("_total"), reading.meaning, unit, data)


def _histogram_point(
    histogram: metrics.Histogram, attributes: dict[str, str], began_ns: int, now_ns: int
) -> HistogramDataPoint:
    counts = list(histogram.counts)
    return HistogramDataPoint(
        attributes=attributes,
        start_time_unix_nano=began_ns,
        time_unix_nano=now_ns,
        count=sum(counts),
        sum=histogram.sum,
        bucket_counts=counts,
        explicit_bounds=histogram.bounds,
        min=None,  # type: ignore[arg-type]  # optional on the wire, and of little use since the start of a process
        max=None,  # type: ignore[arg-type]
    )
