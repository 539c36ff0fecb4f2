"""How many distinct terms a tally keeps: a bound under which every count that is shown stays exact.

A term is admitted when it first counts for something and there is room, and never leaves; a term that found no room
never will, because room only shrinks. So each term's whole history goes either to its own counter or to ``other``.
"""

from __future__ import annotations

from app.features.analytics.tally import OTHER, TERM, Counts

MAX_TERMS_PER_CELL = 2_000
MAX_TERMS_PER_TALLY = 20_000
MAX_TERM_BYTES = 200


class Admission:
    """Which terms one tally holds; knows only what the stored tally says, so a reload restores it."""

    def __init__(
        self,
        stored: Counts,
        *,
        per_cell: int = MAX_TERMS_PER_CELL,
        per_tally: int = MAX_TERMS_PER_TALLY,
    ) -> None:
        self._cells = stored.cells
        self._per_cell = per_cell
        self._per_tally = per_tally
        self._held = {cell: _terms_in(counters) for cell, counters in stored.cells.items()}
        self._total = sum(self._held.values())

    def admit(self, pending: Counts) -> Counts:
        """What to add to the stored tally: the amounts of ``pending``, with terms that find no room under ``other``.

        Zero amounts are left out. Call it again only after the result was merged into the stored counts.
        """
        increments = Counts(pending.entries)
        for cell, counters in pending.cells.items():
            target: dict[str, int] = {}
            for counter, amount in counters.items():
                if amount:
                    name = self._name(cell, counter)
                    target[name] = target.get(name, 0) + amount
            if target:
                increments.cells[cell] = target
        return increments

    def _name(self, cell: str, counter: str) -> str:
        if not counter.startswith(TERM) or counter in self._cells.get(cell, {}):
            return counter
        held = self._held.get(cell, 0)
        if held >= self._per_cell or self._total >= self._per_tally or len(counter.encode()) > MAX_TERM_BYTES:
            return OTHER
        self._held[cell] = held + 1
        self._total += 1
        return counter


def _terms_in(counters: dict[str, int]) -> int:
    return sum(counter.startswith(TERM) for counter in counters)
