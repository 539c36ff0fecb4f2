"""What may be shown of a session that hides small groups: counts move on only by enough people at once. Pure.

The proof that no two screens differ by fewer than ``size`` people is in docs/adr/0006-small-groups.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from app.features.analytics.tally import Cells, Change, Counts, Questions
from app.features.submissions.model import participant_of, revision_of

HIDDEN = "hidden"
"""The only counter of a cell that has answers and may not be shown yet."""

Contribution = dict[str, int]
"""What one person's answer adds to a cell; empty where there is none."""


class Move(NamedTuple):
    """One person's answer in one cell, before and after an entry."""

    cell: str
    person: str
    revision: int
    before: Contribution
    after: Contribution


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """``cells`` are whole copies of what was counted when each was last shown. ``waiting``: cell → person → what of
    this person was shown so far, for those whose answer now was never shown; always fewer than ``size`` in a cell."""

    size: int
    entries: int = 0
    cells: Cells = {}
    waiting: dict[str, dict[str, Contribution]] = {}

    def visible(self, counted: Cells) -> Cells:
        """What everybody sees: the cells that are shown, and a mark for those that are hidden."""
        hidden = {cell: {HIDDEN: 1} for cell, counters in counted.items() if any(counters.values())}
        return hidden | {cell: {name: n for name, n in counters.items() if n} for cell, counters in self.cells.items()}

    def after(self, moves: Iterable[Move], counted: Counts) -> Shown:
        """With these moves, which ``counted`` holds already: cells that enough people wait for are shown anew."""
        waiting = {cell: dict(people) for cell, people in self.waiting.items()}
        for move in moves:
            _note(waiting.setdefault(move.cell, {}), move)
        due = [cell for cell, people in waiting.items() if len(people) >= self.size]
        cells = self.cells | {cell: dict(counted.cells[cell]) for cell in due}
        still = {cell: people for cell, people in waiting.items() if people and cell not in due}
        entries = counted.entries if due else self.entries
        return Shown(size=self.size, entries=entries, cells=cells, waiting=still)

    def after_recount(self, counted: Counts) -> Shown:
        """When the log was counted anew, nobody knows who is new: what was shown stays, what never was comes out where
        it holds enough people, and nobody waits."""
        first = {
            cell: dict(counters)
            for cell, counters in counted.cells.items()
            if cell not in self.cells and counters.get("n", 0) >= self.size
        }
        entries = counted.entries if first else self.entries
        return Shown(size=self.size, entries=entries, cells=self.cells | first)


def _note(people: dict[str, Contribution], move: Move) -> None:
    """Keep who waits right: whose answer now differs from all that was ever shown of them."""
    if move.person in people:
        if move.after in ({}, people[move.person]):
            del people[move.person]
    elif move.after and move.after != move.before and move.revision <= 2:
        # A first answer was never shown; before a second one, at most the first was. Of later ones nobody knows.
        people[move.person] = move.before


def moves_of(entry_id: str, change: Change, questions: Questions) -> Iterator[Move]:
    """What one entry does, cell by cell."""
    person, revision = participant_of(entry_id), revision_of(entry_id)
    for question_id in change.answers:
        question = questions.get(question_id)
        if question is not None:
            before, after = change.replaces.get(question_id), change.answers[question_id]
            yield Move(
                f"{question_id}@{change.attempt}",
                person,
                revision,
                {} if before is None else question.counters(before),
                {} if after is None else question.counters(after),
            )
