"""Folds a session's events into its tally: one compare-and-set, then tell the screens."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from app.contracts.events import ResultsChanged
from app.core.clock import Clock
from app.core.metrics import counter, histogram
from app.core.probe import Probe
from app.core.tracing import MAX_TOGETHER, TraceContext, shared_step
from app.features.analytics.admission import Admission
from app.features.analytics.model import FIRST_EPOCH, FIRST_VERSION, Mark, Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.small_groups import Move, Shown, moves_of
from app.features.analytics.tally import Counts, Questions, fold_all
from realtime.relay.failures import EventsMissing, Overtaken, QuestionsReadable, QuestionsUnreadable
from realtime.relay.held import HeldTallies, HeldTally, QuestionBook
from realtime.relay.source import Event

log = logging.getLogger(__name__)

WHOLE = -1
"""``since`` of an event that tells a whole tally, so that nothing before it is needed."""

FOLDED = counter("relay_entries_folded", "Entries that tallies hold now.")
MISSED = counter("relay_compare_and_set_missed", "Writes of a tally that somebody else had changed.")
LAG_SECONDS = histogram("relay_lag_seconds", "From the oldest answer of a fold to the tally that holds it.")


class Tell(Protocol):
    """Where changes are published; must not block."""

    def __call__(self, event: ResultsChanged, /) -> None: ...


class Folder:
    """Folds for one leadership, from ``start`` on. An event is folded when its position is above the tally's, so what
    was folded before, by whomever, is skipped."""

    def __init__(
        self, *, tallies: TallyRepository, questions: QuestionBook, tell: Tell, start: Mark, clock: Clock, probe: Probe
    ) -> None:
        self._tallies = tallies
        self._questions = questions
        self._tell = tell
        self._start = start
        self._clock = clock
        self._probe = probe
        self._held = HeldTallies()
        self.passed_over: set[str] = set()
        """Sessions whose questions cannot be read: what comes for them is in no tally until they can. While there are
        any, no checkpoint may be saved, so that it comes again."""

    async def fold(self, session: str, events: list[Event]) -> None:
        """Fold a session's next events, in order; returns when the tally holds them, or they are passed over.

        Raises:
            Overtaken: the tally belongs to a newer generation.
            QuestionsReadable: it was passed over before.
            EventsMissing: the stream is not the one that the tally was made from.
            PyMongoError: the database failed; whether the write happened shows when it is read again.
        """
        with shared_step("fold", "consumer", _contexts(events)) as steps:
            for step in steps[:1]:
                step.attributes["batch.entries"] = len(events)
            try:
                await self._questions.of(session)
            except QuestionsUnreadable as failure:
                self.pass_over(session, failure)
                return
            if session in self.passed_over:
                raise QuestionsReadable(f"{session} was passed over, and can be counted now")
            await self._fold(session, events)

    def pass_over(self, session: str, why: QuestionsUnreadable) -> None:
        """Say once that a session is left as it stands."""
        if session not in self.passed_over:
            log.error("a session cannot be counted", extra={"session": session, "reason": str(why)})
        self.passed_over.add(session)

    async def _fold(self, session: str, events: list[Event]) -> None:
        held = self._held.get(session)
        while True:
            if held is None:
                held = await self._load(session)
            if held is None:
                if await self._fold_first(session, events):
                    self._measure(events)
                    return
                MISSED.add()
                continue
            events = _not_yet_in(held.tally, events)
            if not events or held.tally.log_removed_at is not None:  # what comes late into a removed log goes uncounted
                return
            if await self._fold_onto(held, events):
                self._measure(events)
                return
            MISSED.add()
            self._held.forget(session)
            held = None

    async def _load(self, session: str) -> HeldTally | None:
        tally = await self._tallies.read(session)
        if tally is None:
            return None
        generation = tally.mark.generation
        if generation > self._start.generation:
            raise Overtaken(f"{session} is of the newer generation {generation}")
        if generation < self._start.generation:
            raise EventsMissing(f"{session} is of generation {generation}, which had been rebuilt")
        if tally.mark.position > self._start.position:
            # Somebody wrote this after the checkpoint we began at, and may have died before telling.
            self._tell(whole_tally_event(tally))
        return self._held.put(tally)

    async def _fold_first(self, session: str, events: list[Event]) -> bool:
        """Make the session's first tally; False where there is one by now."""
        questions, size = await self._questions.of(session), await self._questions.group_size(session)
        pending = fold_all((event.change for event in events), questions)
        counts = Counts()
        counts.merge(Admission(counts).admit(pending))
        tally = Tally(
            session=session,
            organization=events[-1].organization,
            epoch=FIRST_EPOCH,
            version=FIRST_VERSION,
            mark=self._mark(events[-1]),
            as_of=self._clock(),
            counts=counts,
            shown=None if size is None else Shown(size=size).after(_moves(events, questions), counts),
        )
        self._probe("before_cas")
        if not await self._tallies.insert(tally):
            return False
        self._probe("after_cas")
        self._held.put(tally)
        self._tell(whole_tally_event(tally, events))
        return True

    async def _fold_onto(self, held: HeldTally, events: list[Event]) -> bool:
        """Move the tally on; False where it is no longer as we hold it."""
        before = held.tally
        questions = await self._questions.of(before.session)
        increments = held.admission.admit(fold_all((event.change for event in events), questions))
        mark, as_of = self._mark(events[-1]), self._clock()
        self._probe("before_cas")
        shown = _shown_after(before, increments, events, questions)
        if not await self._tallies.advance(before, increments, mark, as_of, shown):
            return False
        self._probe("after_cas")
        held.advance(increments, mark, as_of, shown)
        after = held.tally
        if shown is not None:
            self._tell(whole_tally_event(after, events))
            return True
        data = after.results_of(increments)
        self._tell(
            ResultsChanged(after.session, after.epoch, before.version, after.version, after.as_of, data, *_news(events))
        )
        return True

    def _measure(self, events: list[Event]) -> None:
        FOLDED.add(len(events))
        answered_at = _oldest(events)
        if answered_at is not None:
            LAG_SECONDS.observe(max(0.0, (self._clock() - answered_at).total_seconds()))

    def _mark(self, event: Event) -> Mark:
        return Mark(self._start.generation, event.position, event.token)


def _not_yet_in(tally: Tally, events: list[Event]) -> list[Event]:
    """The events after the tally's mark. The mark's own event must be the same one, if it comes by again."""
    mark = tally.mark
    for event in events:
        if event.position == mark.position and event.token != mark.token:
            raise EventsMissing(f"{tally.session} was at another event at position {mark.position}")
    return [event for event in events if event.position > mark.position]


def _news(events: Sequence[Event]) -> tuple[datetime | None, tuple[str, ...]]:
    """When the first of these answers was taken, and where the traces of those go on that have one."""
    return _oldest(events), tuple(context.header for context in _contexts(events)[:MAX_TOGETHER])


def _contexts(events: Sequence[Event]) -> list[TraceContext]:
    return [event.trace for event in events if event.trace is not None]


def _oldest(events: Sequence[Event]) -> datetime | None:
    return min((event.at for event in events if event.at is not None), default=None)


def _moves(events: list[Event], questions: Questions) -> Iterator[Move]:
    return (move for event in events for move in moves_of(event.entry_id, event.change, questions))


def _shown_after(before: Tally, increments: Counts, events: list[Event], questions: Questions) -> Shown | None:
    """What may be shown then; costs nothing where all may."""
    if before.shown is None:
        return None
    counted = Counts(before.counts.entries, {cell: dict(counters) for cell, counters in before.counts.cells.items()})
    counted.merge(increments)
    return before.shown.after(_moves(events, questions), counted)


def whole_tally_event(tally: Tally, events: Sequence[Event] = ()) -> ResultsChanged:
    """Tells all of a tally that may be shown; ``events`` are those that moved it last."""
    return ResultsChanged(
        tally.session, tally.epoch, WHOLE, tally.version, tally.as_of, tally.results(), *_news(events)
    )
