"""The counts of the file itself, made with nothing but ``csv`` and ``Counter``: what the tallies must be equal to.

Nothing here knows the question types or the fold. The names of the counters are written out a second time on purpose.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

Cells = dict[str, dict[str, int]]
"""Question → counter → count."""

SCALES = ("TVnews", "selfLR", "ClinLR", "DoleLR", "PID", "income")
NUMBERS = {"age": (18, 1), "popul": (0, 100)}
"""Column → the least value and the width of a bin."""

CHOICES = {
    "vote": {"0": "clinton", "1": "dole"},
    "educ": {
        "1": "grades",
        "2": "some-high-school",
        "3": "high-school",
        "4": "some-college",
        "5": "college",
        "6": "masters",
        "7": "phd",
    },
}
PARTY_OF = {
    "0": "democrat",
    "1": "democrat",
    "2": "independent",
    "3": "independent",
    "4": "independent",
    "5": "republican",
    "6": "republican",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One counter that is not what the file says."""

    question: str
    counter: str
    expected: int
    served: int


def expected_cells(path: Path, limit: int | None = None) -> Cells:
    """The counts of the first ``limit`` rows of the file at ``path``."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(islice(csv.DictReader(file), limit))
    cells: Cells = {}
    for column in SCALES:
        cells[column] = dict(Counter(f"v:{row[column]}" for row in rows))
    for column, options in CHOICES.items():
        cells[column] = dict(Counter(f"o:{options[row[column]]}" for row in rows))
    cells["party"] = dict(Counter(f"t:{PARTY_OF[row['PID']]}" for row in rows))
    for column, (least, width) in NUMBERS.items():
        cells[column] = _number_counters([int(row[column]) - least for row in rows], width)
    for counters in cells.values():
        counters["n"] = len(rows)
    return cells


def differences(expected: Cells, served: Cells) -> list[Difference]:
    """Every counter of either side that the other does not equal; a counter that is missing is 0."""
    found: list[Difference] = []
    for question in sorted(expected.keys() | served.keys()):
        wanted, shown = expected.get(question, {}), served.get(question, {})
        found.extend(
            Difference(question, counter, wanted.get(counter, 0), shown.get(counter, 0))
            for counter in sorted(wanted.keys() | shown.keys())
            if wanted.get(counter, 0) != shown.get(counter, 0)
        )
    return found


def _number_counters(steps: list[int], width: int) -> dict[str, int]:
    """Squares stay below 2**32 in this file, so all of their sum is in the lower limb."""
    bins = Counter(f"b:{step // width}" for step in steps)
    return {**bins, "sum": sum(steps), "sq_lo": sum(step * step for step in steps), "sq_hi": 0}
