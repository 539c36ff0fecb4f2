"""The pictures of the results put values where their axes say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from loadtests.plot import Axis, Chart, Mark, Series, document


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
