"""What this process counts in Prometheus' text format 0.0.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from app.core.metrics import Histogram, Reading

MAX_NAMES = 4_000
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(readings: list[Reading]) -> str:
    """The whole page; families that have counted nothing yet are named all the same."""
    return "".join(f"{line}\n" for reading in readings for line in _lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    yield _head(reading.name, reading.kind, reading.meaning)
    for values, instrument in reading.children:
        if isinstance(instrument, Histogram):
            counts = list(instrument.counts)
            *buckets, total, count = _histogram_names(reading.name, reading.labels, values, instrument.bounds)
            for name, below in zip(buckets, accumulate(counts), strict=True):
                yield f"{name} {below}"
            yield f"{total} {_number(instrument.sum)}"
            yield f"{count} {sum(counts)}"
        else:
            yield f"{_name(reading.name, reading.labels, values)} {_number(instrument.value)}"


# Names never change, and writing them takes five times as long as the numbers beside them.
@lru_cache(maxsize=MAX_NAMES)
def _head(name: str, kind: str, meaning: str) -> str:
    return f"# HELP {name} {_escaped(meaning)}\n# TYPE {name} {kind}"


@lru_cache(maxsize=MAX_NAMES)
def _name(name: str, labels: tuple[str, ...], values: tuple[str, ...]) -> str:
    return f"{name}{_labelled(zip(labels, values, strict=True))}"


@lru_cache(maxsize=MAX_NAMES)
def _histogram_names(
    name: str, labels: tuple[str, ...], values: tuple[str, ...], bounds: tuple[float, ...]
) -> tuple[str, ...]:
    """Of each bucket, of the sum and of the count."""
    pairs = list(zip(labels, values, strict=True))
    below = [*(f"{bound:g}" for bound in bounds), "+Inf"]
    buckets = [f"{name}_bucket{_labelled([*pairs, ('le', bound)])}" for bound in below]
    return (*buckets, f"{name}_sum{_labelled(pairs)}", f"{name}_count{_labelled(pairs)}")


def _labelled(labels: Iterable[tuple[str, str]]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value, quoted=True)}"' for name, value in labels)
    return f"{{{pairs}}}" if pairs else ""


def _escaped(text: str, *, quoted: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quoted else text


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(value)
