"""What this process counts in Prometheus' text format 0.0.4."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from app.core.metrics import Histogram, Reading

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(readings: list[Reading]) -> str:
    """The whole page; families that have counted nothing yet are named all the same."""
    return "".join(f"{line}\n" for reading in readings for line in _lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    yield f"# HELP {reading.name} {_escaped(reading.meaning)}"
    yield f"# TYPE {reading.name} {reading.kind}"
    for values, instrument in reading.children:
        labels = list(zip(reading.labels, values, strict=True))
        if isinstance(instrument, Histogram):
            yield from _buckets(reading.name, labels, instrument)
        else:
            yield f"{reading.name}{_labelled(labels)} {_number(instrument.value)}"


def _buckets(name: str, labels: list[tuple[str, str]], histogram: Histogram) -> Iterator[str]:
    counts = list(histogram.counts)
    bounds = [*(f"{bound:g}" for bound in histogram.bounds), "+Inf"]
    for bound, below in zip(bounds, accumulate(counts), strict=True):
        yield f"{name}_bucket{_labelled([*labels, ('le', bound)])} {below}"
    yield f"{name}_sum{_labelled(labels)} {_number(histogram.sum)}"
    yield f"{name}_count{_labelled(labels)} {sum(counts)}"


def _labelled(labels: list[tuple[str, str]]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value, quoted=True)}"' for name, value in labels) + "}"


def _escaped(text: str, *, quoted: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quoted else text


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(value)
