"""Latencies as lines: how long one in two, in ten, in a hundred … took at least."""

from __future__ import annotations

from collections.abc import Mapping

from loadtests.latency import Latencies
from loadtests.plot import Chart, Series

ONE_IN = (1, 1.25, 1.5, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1_000, 2_000, 5_000)
COLOURS = ("#2563eb", "#c2410c", "#0f766e")


def percentile_chart(title: str, measured: Mapping[str, Latencies]) -> str:
    """A picture (SVG) of up to three. A line ends where fewer than one of its values would be left."""
    series = tuple(
        Series(f"{name} (n={latencies.count:,})", _points(latencies), colour, is_dashed=number % 2 == 1)
        for number, ((name, latencies), colour) in enumerate(zip(measured.items(), COLOURS, strict=False))
    )
    return Chart(
        title=title, x_label="one in … took at least", y_label="milliseconds", series=series, is_log_x=True
    ).svg()


def _points(latencies: Latencies) -> tuple[tuple[float, float], ...]:
    shown = [one_in for one_in in ONE_IN if one_in <= max(1, latencies.count)]
    return tuple((float(one_in), latencies.percentile_ms(100 - 100 / one_in)) for one_in in shown)
