"""A report of several sessions as an Excel workbook: what it was made from, all numbers, and a sheet for each
question."""

from __future__ import annotations

import asyncio
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.features.reports.cells import CellWriter, sheet_name
from app.features.reports.origin import origin_rows
from app.features.reports.series import Series
from app.features.reports.trend import SHARES, Measure, Trend
from app.features.reports.trend_tables import NUMBER_COLUMNS, SIDE_COLUMNS, label_of, number_rows, side_rows
from app.features.reports.view import PERCENTS
from app.features.reports.words import WORDS, Words

MAX_CHARTED = 12
SHOWN_FIRST = ("mean", "share", "share_of_points", "value", "figure")


async def write_xlsx(series: Series, path: Path) -> None:
    await asyncio.to_thread(_write, series, path)


def _write(series: Series, path: Path) -> None:
    words = WORDS[series.report.wanted.options.language]
    with Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        taken: set[str] = set()

        def add(title: str) -> Worksheet:
            name = sheet_name(title, taken)
            taken.add(name.lower())
            return book.add_worksheet(name)

        writer = CellWriter(book)
        front = add(words["manifest"])
        for place, (label, value) in enumerate(origin_rows(series.manifest, words)):
            front.write_string(place, 0, label, writer.bold)
            writer.cell(front, place, 1, value)
        front.set_column(0, 0, 30)
        front.set_column(1, 1, 90, writer.wrapped)
        kinds = {"began_at": "moment", "as_of": "moment"}
        for title, names, rows in (
            (words["sides"], SIDE_COLUMNS, side_rows(series.manifest)),
            (words["numbers"], NUMBER_COLUMNS, number_rows(series)),
        ):
            sheet = add(title)
            writer.header(sheet, names)
            writer.rows(sheet, 1, names, rows, kinds)
        for trend in series.trends:
            _TrendSheet(book, add(f"{trend.number} {trend.question}"), words).write(trend)


class _TrendSheet:
    """A row for each number, a column for each side, then how far it moved; written from top to bottom."""

    def __init__(self, book: Workbook, sheet: Worksheet, words: Words) -> None:
        self._book, self._sheet, self._words = book, sheet, words
        self._bold = CellWriter(book).bold
        self._percent = book.add_format({"num_format": "0.0 %"})
        self._decimal = book.add_format({"num_format": "0.00"})

    def write(self, trend: Trend) -> None:
        sides = len(trend.states)
        self._texts(0, [trend.title])
        self._texts(2, [self._words["side"], *(str(place) for place in range(1, sides + 1))])
        self._texts(3, ["n"])
        for place, (n, state) in enumerate(zip(trend.n, trend.states, strict=True), start=1):
            if state == "shown":
                self._sheet.write_number(3, place, n)
            else:
                self._sheet.write_string(3, place, self._words[state])
        heads = [self._words["answer"], *(str(place) for place in range(1, sides + 1))]
        self._texts(5, [*heads, self._words["change"], self._words["low"], self._words["high"]])
        measures = sorted(trend.measures, key=lambda one: SHOWN_FIRST.index(one.kind))
        for row, measure in enumerate(measures, start=6):
            self._measure(row, trend, measure)
        shares = [row for row, one in enumerate(measures, start=6) if one.kind in SHARES]
        if sides > 1 and shares and len(shares) <= MAX_CHARTED:
            self._chart(trend, shares, sides)
        self._sheet.set_column(0, 0, 48)
        self._sheet.set_column(1, sides + 3, 12)

    def _measure(self, row: int, trend: Trend, measure: Measure) -> None:
        last = measure.points[-1]
        is_percent = measure.kind in SHARES or measure.key in PERCENTS
        form = self._percent if is_percent else self._decimal
        self._sheet.write_string(row, 0, label_of(trend, measure, self._words), self._bold)
        numbers = [point.value for point in measure.points]
        for column, number in enumerate(
            (*numbers, last.difference, last.difference_low, last.difference_high), start=1
        ):
            if number is not None:
                self._sheet.write_number(row, column, number, form)

    def _chart(self, trend: Trend, rows: list[int], sides: int) -> None:
        name = self._sheet.get_name()
        chart = self._book.add_chart({"type": "line"})
        for row in rows:
            chart.add_series(
                {
                    "name": [name, row, 0],
                    "categories": [name, 5, 1, 5, sides],
                    "values": [name, row, 1, row, sides],
                    "marker": {"type": "circle", "size": 5},
                }
            )
        chart.set_title({"name": [name, 0, 0], "name_font": {"size": 11}})  # a title that begins with = is no formula
        chart.set_y_axis({"num_format": "0 %", "min": 0})
        chart.set_legend({"position": "bottom"})
        alt = f"{self._words['chart_of']}: {trend.title}"
        self._sheet.insert_chart(rows[-1] + 2, 0, chart, {"description": alt, "object_position": 1})

    def _texts(self, row: int, texts: list[str]) -> None:
        for column, text in enumerate(texts):
            self._sheet.write_string(row, column, text, self._bold)
