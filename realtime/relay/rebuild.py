"""Makes the tallies anew from the log, when the stream cannot tell any more what happened."""

from __future__ import annotations

import logging

from app.core.clock import Clock
from app.core.probe import Probe
from app.features.analytics.admission import Admission
from app.features.analytics.model import FIRST_EPOCH, FIRST_VERSION, Mark, Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.small_groups import Shown
from app.features.analytics.tally import Change, Counts, Questions
from app.features.submissions.barriers import Barriers, new_barrier
from app.features.submissions.repository import EntryLog
from realtime.relay.failures import EventsMissing, Overtaken, QuestionsUnreadable
from realtime.relay.folder import Tell, whole_tally_event
from realtime.relay.held import QuestionBook
from realtime.relay.leader import Leader
from realtime.relay.source import Event

log = logging.getLogger(__name__)

BARRIER_WAIT_S = 0.5
MAX_EMPTY_READS = 30
"""The barrier is in the log before it is read for; a stream that stays empty for so long has skipped it."""

MERGE_EVERY = 1_000


class RebuiltCounts:
    """The counts of one session while its log is read and its events go by; each entry counts once."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._seen: set[int] = set()
        self._pending = Counts()
        self.organization = ""
        self._counts = Counts()
        self._admission = Admission(self._counts)

    @property
    def counts(self) -> Counts:
        self._merge()
        return self._counts

    def add(self, entry_id: str, organization: str, change: Change) -> None:
        """Count an entry unless it was counted here before. Of each id only a 64-bit hash is remembered: that two of a
        million entries share one has a chance of 3 in 10⁸."""
        fingerprint = hash(entry_id)
        if fingerprint in self._seen:
            return
        self._seen.add(fingerprint)
        self.organization = organization
        self._pending.fold(change, self._questions)
        if self._pending.entries >= MERGE_EVERY:
            self._merge()

    def _merge(self) -> None:
        self._counts.merge(self._admission.admit(self._pending))
        self._pending = Counts()


class KeptCounts(RebuiltCounts):
    """Those of a log that retention has removed: what is still there of it, or comes late, stands in them or goes with
    it."""

    def __init__(self, counts: Counts) -> None:
        super().__init__({})
        self._counts = counts

    def add(self, entry_id: str, organization: str, change: Change) -> None:
        pass


class Rebuild:
    """Brings every session of ``to_do`` to the new generation, one after the other, while the others go on.

    A session's log is scanned, then the stream is read up to a barrier that was written after the scan; what the scan
    did not see is counted from the stream. After a crash the stream starts again at the generation's beginning, and
    the sessions that are done are left alone.
    """

    def __init__(
        self,
        *,
        to_do: list[str],
        generation: int,
        leader: Leader,
        entries: EntryLog,
        tallies: TallyRepository,
        questions: QuestionBook,
        barriers: Barriers,
        tell: Tell,
        clock: Clock,
        probe: Probe,
    ) -> None:
        self._to_do = dict.fromkeys(to_do)
        self._generation = generation
        self._leader = leader
        self._entries = entries
        self._tallies = tallies
        self._questions = questions
        self._barriers = barriers
        self._tell = tell
        self._clock = clock
        self._probe = probe

    async def run(self) -> None:
        """Rebuild all.

        Raises:
            Overtaken: another relay rebuilt one of them first; start over from the checkpoint.
            EventsMissing: the stream lost events meanwhile; begin another generation.
        """
        if self._to_do:
            log.warning("rebuilding tallies from the log", extra={"sessions": len(self._to_do)})
        while self._to_do:
            session = next(iter(self._to_do))
            try:
                await self._rebuild(session)
            except QuestionsUnreadable as failure:
                self._leader.pass_over(session, failure)
                del self._to_do[session]
        await self._leader.finish_rebuild()
        log.info("the rebuild is complete", extra={"generation": self._generation})

    async def _rebuild(self, session: str) -> None:
        before = await self._tallies.read(session)
        if before is not None and before.mark.generation >= self._generation:
            raise Overtaken(f"{session} was rebuilt by another relay")
        rebuilt = await self._scanned(session, before)
        self._probe("mid_rebuild")
        barrier = new_barrier()
        await self._barriers.put_up(barrier)
        at_barrier = await self._read_up_to(barrier, session, rebuilt)
        if before is not None or rebuilt.counts.entries:
            await self._store(session, before, rebuilt, Mark(self._generation, at_barrier.position, at_barrier.token))
        del self._to_do[session]
        await self._leader.flush()
        await self._barriers.remove(barrier)

    async def _scanned(self, session: str, before: Tally | None) -> RebuiltCounts:
        """The count of what is in the log; of what was there, where retention has removed it.

        An erasure that begins to wipe meanwhile would tear it: then it is counted once more.
        """
        if before is not None and before.log_removed_at is not None:
            return KeptCounts(before.counts)
        while True:
            rebuilt = RebuiltCounts(await self._questions.of(session))
            erased = await self._entries.erased(session)
            async for entry in self._entries.scan(session, erased):
                rebuilt.add(entry.id, entry.organization, Change(entry.attempt, entry.answers, entry.replaces))
            if await self._entries.erased(session) == erased:
                return rebuilt

    async def _read_up_to(self, barrier: str, session: str, rebuilt: RebuiltCounts) -> Event:
        """Count this session's events up to the barrier; what comes after is kept for its new tally.

        Raises EventsMissing where the barrier does not come.
        """
        empty_reads = 0
        while empty_reads < MAX_EMPTY_READS:
            found: Event | None = None
            events = await self._leader.read(wait_s=BARRIER_WAIT_S)
            empty_reads = 0 if events else empty_reads + 1
            for event in events:
                if event.entry_id == barrier:
                    found = event
                elif event.session == session and found is None:
                    rebuilt.add(event.entry_id, event.organization, event.change)
                elif event.session == session or event.session not in self._to_do:
                    self._leader.keep((event,))
            if found is not None:
                return found
            await self._leader.flush()
        raise EventsMissing("a barrier did not come through the stream")

    async def _store(self, session: str, before: Tally | None, rebuilt: RebuiltCounts, mark: Mark) -> None:
        size = None if isinstance(rebuilt, KeptCounts) else await self._questions.group_size(session)
        former = before.shown if before is not None else None
        shown = former or (None if size is None else Shown(size=size))
        after = Tally(
            session=session,
            organization=rebuilt.organization or (before.organization if before else ""),
            epoch=FIRST_EPOCH if before is None else before.epoch + 1,
            version=FIRST_VERSION,
            mark=mark,
            as_of=self._clock(),
            counts=rebuilt.counts,
            shown=None if shown is None else shown.after_recount(rebuilt.counts),
            log_removed_at=before.log_removed_at if before else None,
        )
        stored = await (self._tallies.insert(after) if before is None else self._tallies.replace(before, after))
        if not stored:
            raise Overtaken(f"{session} was changed by another relay")
        self._probe("rebuilt")
        self._tell(whole_tally_event(after))
