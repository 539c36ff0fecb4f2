"""What py-spy saw is summed up and drawn as it was seen."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from loadtests.flames import picture
from loadtests.profile import ANSWERS_PER_S, LOOP, SECONDS, area_of, page, parsed

LOOP_STACK = "<module> (/x/app/cli/__main__.py:5);Runner.run (/usr/lib/python3.11/asyncio/runners.py:118)"
RAW = f"""{LOOP_STACK} 5
{LOOP_STACK};f (/venv/site-packages/pymongo/pool.py:9) 2
{LOOP_STACK};f (/venv/site-packages/pymongo/pool.py:10) 1
"""


def test_lines_of_one_function_are_one_frame_and_the_start_is_left_out() -> None:
    loop = "Runner.run (python3.11/asyncio/runners.py)"
    assert parsed(RAW) == {(loop,): 5, (loop, "f (pymongo/pool.py)"): 3}


def test_a_stack_counts_where_its_innermost_known_frame_belongs() -> None:
    assert area_of(("Runner.run (asyncio/runners.py)", "g (realtime/hub.py)", "shield (asyncio/tasks.py)")) == "fan-out"
    assert area_of(("Runner.run (asyncio/runners.py)",)) == LOOP


def test_the_page_and_the_picture_show_the_shares() -> None:
    stacks = parsed(RAW)
    assert "| MongoDB's driver | 37.5% |" in page(stacks, acked=10)
    boxes = ET.fromstring(picture(stacks, "A <title>")).iter("{http://www.w3.org/2000/svg}title")  # noqa: S314
    assert [box.text for box in boxes] == ["Runner.run (python3.11/asyncio/runners.py)", "f (pymongo/pool.py)"]


def test_a_room_that_missed_its_pace_is_marked() -> None:
    whole = ANSWERS_PER_S * SECONDS
    assert "**The room missed its pace: 100 of 200 answers a second.**" in page(parsed(RAW), acked=whole // 2)
    assert "missed" not in page(parsed(RAW), acked=whole)
