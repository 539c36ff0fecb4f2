"""The pictures of the results put values where their axes say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from loadtests.latency import Latencies
from loadtests.percentiles import percentile_chart
from loadtests.plot import LEFT, RIGHT, WIDTH, Axis, Chart, Mark, Series, Stage, document, waterfall


def test_an_axis_places_its_ends_and_its_middle() -> None:
    linear, log = Axis([0, 100], 10, 210, is_log=False), Axis([1, 10_000], 10, 210, is_log=True)

    assert [linear.place(value) for value in (0, 50, 100)] == [10, 110, 210]
    assert [log.place(value) for value in (1, 100, 10_000)] == pytest.approx([10, 110, 210])


def test_ticks_are_round_and_within() -> None:
    assert Axis([3, 47], 0, 1, is_log=False, is_from_zero=True).ticks() == [0, 10, 20, 30, 40]
    assert Axis([15, 300], 0, 1, is_log=True).ticks() == [20, 50, 100, 200]
    assert Axis([7, 7], 0, 1, is_log=False).ticks()


def test_a_picture_is_well_formed_and_names_everything() -> None:
    chart = Chart(
        title="Memory & more",
        x_label="minutes",
        y_label="MiB",
        series=(Series("gateway", ((0, 80), (1, 90), (2, 85)), "#111111"), Series("relay", ((0, 50),), "#222222")),
        marks=(Mark(1.5, "#ff0000"),),
        marks_label="killed",
    )

    svg = document([chart, chart])

    tree = ET.fromstring(svg)  # noqa: S314  (our own)
    texts = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Memory & more", "minutes", "MiB", "gateway", "relay", "┊ killed"} <= set(texts)
    [first, *_] = re.findall(r'<polyline points="([^"]+)"', svg)
    heights = [float(point.split(",")[1]) for point in first.split()]
    assert heights[1] < heights[2] < heights[0]  # the y axis grows downwards


def test_a_stage_is_drawn_from_where_it_begins_and_as_long_as_half_of_them_were() -> None:
    lengths = Latencies()
    for milliseconds in (10, 10, 10, 40):
        lengths.record(milliseconds / 1_000)

    svg = waterfall("The way", [Stage("write", 0.0, lengths, "#111111"), Stage("fold", 20.0, lengths, "#222222")])

    ET.fromstring(svg)  # noqa: S314  (our own)
    (first, first_width), (second, second_width) = (
        (float(x), float(width)) for x, width in re.findall(r'<rect x="([\d.]+)" width="([\d.]+)" y=', svg)
    )
    assert second - first == pytest.approx(2 * first_width, rel=0.02)
    assert first_width == pytest.approx(second_width, rel=0.02)
    assert "10.0 ms, p99 40.0" in svg


def test_percentiles_are_drawn_as_far_as_there_are_values() -> None:
    few, many = Latencies(), Latencies()
    for milliseconds in range(1, 1_001):
        many.record(milliseconds / 1_000)
        if milliseconds <= 10:
            few.record(milliseconds / 1_000)

    lines = re.findall(r'<polyline points="([^"]+)"', percentile_chart("Both", {"many": many, "few": few}))

    ends = [float(line.split()[-1].split(",")[0]) for line in lines]
    assert ends[0] == pytest.approx(WIDTH - RIGHT, abs=0.1)
    assert ends[1] == pytest.approx(LEFT + (WIDTH - RIGHT - LEFT) / 3, abs=0.1)  # one in 10 of up to one in 1,000
