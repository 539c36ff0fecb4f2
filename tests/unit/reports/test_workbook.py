"""The sheet of a question in a workbook, read back by another library."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import openpyxl
from xlsxwriter import Workbook

from app.features.reports.cells import CellWriter, sheet_name
from app.features.reports.view import Figure, Grid, GridRow, Line, Place, View
from app.features.reports.view_sheets import write_view
from app.features.reports.words import WORDS

WORD = WORDS["en"]


def rows_of(view: View) -> list[list[Any]]:
    """What stands in the rows of the view's sheet, without empty cells and rows."""
    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:
        write_view(book, book.add_worksheet("Q"), view, WORD)
    sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue()))["Q"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if row]


def new_view(**parts: Any) -> View:
    told = {"question": "q", "number": 1, "title": "=Q", "description": "", "attempt": 1, "n": 3, "na": 0}
    return View(**{**told, "chart": "none", "told": "choices", **parts})


def test_a_grid_its_places_and_who_it_does_not_apply_to_have_rows() -> None:
    grid = Grid(["Good", "Bad"], [GridRow("Tea", 3, [2, 1]), GridRow("Coffee", 2, [0, 2])])
    view = new_view(na=2, grid=grid, places=[Place("Soup", 3, 12.5, 80.0)], further=4, figures=[Figure("right", 0.5)])
    assert rows_of(view) == [
        ["=Q"], ["n", 3], [WORD["not_applicable"], 2], [WORD["right"], 0.5], [WORD["further"], 4],
        [WORD["row"], "n", "Good", "Bad"], ["Tea", 3, 2, 1], ["Coffee", 2, 0, 2],
        ["Soup", 3, 12.5, 80],
    ]  # fmt: skip


def test_lines_without_shares_show_counts_and_means() -> None:
    shown = rows_of(new_view(lines=[Line(label="Tea", count=2, value=1.5), Line(label="Coffee", count=1)]))
    heads = [WORD[head] for head in ("answer", "count", "share", "low", "high", "mean")]
    assert shown[2:] == [heads, ["Tea", 2, 1.5], ["Coffee", 1]]


def test_what_is_hidden_and_what_nobody_answered_say_so() -> None:
    assert rows_of(new_view(n=0, is_hidden=True)) == [["=Q"], ["n", 0], [WORD["hidden"]]]
    assert rows_of(new_view(n=0)) == [["=Q"], ["n", 0], [WORD["nobody"]]]


def test_cells_have_the_type_of_their_column() -> None:
    out, names = io.BytesIO(), ["moment", "day", "old", "time", "flag", "text"]
    kinds = {"moment": "moment", "day": "date", "old": "date", "time": "time"}
    row: list[str | int | float | bool] = [
        "2026-11-29T10:00:00+01:00",
        "2026-11-29",
        "1899-12-31",
        "09:30",
        True,
        "=1+1",
    ]
    with Workbook(out) as book:
        CellWriter(book).rows(book.add_worksheet("Q"), 0, names, [dict(zip(names, row, strict=True))], kinds)
    sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue()))["Q"]
    (read,) = sheet.iter_rows(values_only=True)
    assert read[2:] == ("1899-12-31", time(9, 30), True, "=1+1")
    assert (read[0], read[1].date()) == (datetime(2026, 11, 29, 9), date(2026, 11, 29))  # noqa: DTZ001  (as Excel has it)


def test_sheets_of_one_name_are_told_apart() -> None:
    long = "x" * 40
    assert sheet_name(long, set()) == "x" * 31
    assert sheet_name(long, {"x" * 31}) == "x" * 29 + " 2"
    assert sheet_name(long, {"x" * 31, "x" * 29 + " 2"}) == "x" * 29 + " 3"
    assert sheet_name("[A]", {"a"}) == "A 2"
