"""One view as a sheet of a workbook: numbers first, and a chart that reads them."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.features.reports.cells import CellWriter
from app.features.reports.view import PERCENTS, View
from app.features.reports.words import Words

MAX_CHARTED = 40


class ViewSheet:
    """Written from top to bottom, as the workbook's bounded memory asks for."""

    def __init__(self, book: Workbook, sheet: Worksheet, words: Words) -> None:
        self._book, self._sheet, self._words = book, sheet, words
        self._cells = CellWriter(book)
        self._percent = book.add_format({"num_format": "0.0 %"})
        self._decimal = book.add_format({"num_format": "0.00"})
        self._row = 0

    def write(self, view: View) -> None:
        words = self._words
        self._line(view.title)
        self._line("n", view.n)
        if view.na:
            self._line(words["not_applicable"], view.na)
        for figure in view.figures:
            self._line(words[figure.name], figure.value, is_share=figure.name in PERCENTS)
        for note, applies in (("hidden", view.is_hidden), ("nobody", not view.n and not view.is_hidden)):
            if applies:
                self._line(words[note])
        if view.further:
            self._line(words["further"], view.further)
        self._row += 1
        self._lines(view)
        self._grid(view)
        for place in view.places:
            self._line(place.label, place.n, place.x, place.y)
        self._sheet.set_column(0, 0, 48)
        self._sheet.set_column(1, 12, 14)

    def _lines(self, view: View) -> None:
        if not view.lines:
            return
        has_values = any(line.value is not None for line in view.lines)
        heads = ["answer", "count", "share", "low", "high", *(["mean"] if has_values else [])]
        self._heads([self._words[head] for head in heads])
        first = self._row
        for line in view.lines:
            self._sheet.write_string(self._row, 0, line.label)
            self._sheet.write_number(self._row, 1, line.count)
            for column, share in enumerate((line.share, line.low, line.high), start=2):
                if share is not None:
                    self._sheet.write_number(self._row, column, share, self._percent)
            if line.value is not None:
                self._sheet.write_number(self._row, 5, line.value, self._decimal)
            self._row += 1
        if view.chart in ("bars", "columns") and len(view.lines) <= MAX_CHARTED:
            self._chart(view, first, self._row - 1)
        self._row += 1

    def _grid(self, view: View) -> None:
        if view.grid is None:
            return
        self._heads([self._words["row"], "n", *view.grid.columns])
        for row in view.grid.rows:
            self._line(row.label, row.n, *row.counts)

    def _chart(self, view: View, first: int, last: int) -> None:
        chart = self._book.add_chart({"type": "bar" if view.chart == "bars" else "column"})
        name = self._sheet.get_name()
        chart.add_series(
            {
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 1, last, 1],
                "fill": {"color": "#2563EB"},
                "gap": 40,
            }
        )
        chart.set_title({"name": [name, 0, 0], "name_font": {"size": 11}})  # a title that begins with = is no formula
        chart.set_legend({"none": True})
        if view.chart == "bars":
            chart.set_y_axis({"reverse": True})
        alt = f"{self._words['chart_of']}: {view.title}"
        self._sheet.insert_chart(first - 1, 7, chart, {"description": alt, "object_position": 1})

    def _heads(self, names: list[str]) -> None:
        for column, name in enumerate(names):
            self._sheet.write_string(self._row, column, name, self._cells.bold)
        self._row += 1

    def _line(self, label: str, *numbers: float, is_share: bool = False) -> None:
        self._sheet.write_string(self._row, 0, label, self._cells.bold)
        for column, number in enumerate(numbers, start=1):
            whole = None if isinstance(number, int) else self._percent if is_share else self._decimal
            self._sheet.write_number(self._row, column, number, whole)
        self._row += 1


def write_view(book: Workbook, sheet: Worksheet, view: View, words: Words) -> None:
    ViewSheet(book, sheet, words).write(view)
