"""Erasing a participant: nothing of them stays, and the tally equals the recount at every instant."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
import pytest

from app.core.clock import utc_now
from app.core.errors import NotFound, ParticipantRemoved, TokenInvalid, Unavailable
from app.core.principals import Participant
from app.features.analytics.repository import TallyRepository
from app.features.analytics.results import ResultsService
from app.features.analytics.service import AnalyticsService
from app.features.audit.model import SYSTEM
from app.features.audit.service import AuditTrail
from app.features.sessions.model import Session
from app.features.sessions.participants import ParticipantRepository
from app.features.submissions import erasure as erasing
from app.features.submissions.erased import NO_HASH, ErasureRepository
from app.features.submissions.erasure import SWEEP_AFTER
from app.features.submissions.model import Entry, entry_from, revision_id, revision_of
from app.features.submissions.outcome import Outcome
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.audit import actions, recorded
from tests.builders.entries import draft_of, first_entries, new_key, new_submission
from tests.builders.erasing import erasure_service, joined, upkeep_service
from tests.builders.sessions import new_member, opened_session, session_service
from tests.builders.submissions import submission_service
from tests.integration.log.running import Published, expired_session, folded, running_relay

OTHERS = 40


class Died(Exception):
    """Stands for the end of the process."""


class DyingLog(EntryLog):
    """Ends its process at a step of an erasure."""

    def __init__(self, database: Database, dies_at: str, after: int = 0) -> None:
        super().__init__(database)
        self._dies_at, self._left = dies_at, after

    def _step(self, name: str) -> None:
        if name == self._dies_at:
            if self._left == 0:
                raise Died
            self._left -= 1

    async def append_many(self, entries: Sequence[Entry]) -> list[Outcome]:
        self._step("before retracting")
        outcomes = await super().append_many(entries)
        self._step("after retracting")
        return outcomes

    async def wipe(self, entry_id: str) -> None:
        self._step("wiping")
        await super().wipe(entry_id)


class RestlessLog(EntryLog):
    """Somebody answers anew whenever their answers are taken back."""

    def __init__(self, database: Database, restless: Participant) -> None:
        super().__init__(database)
        self._restless = f"{restless.session}:{restless.participant}:"

    async def append_many(self, entries: Sequence[Entry]) -> list[Outcome]:
        outcomes = await super().append_many(entries)
        again = [self._anew(entry) for entry in entries if entry.id.startswith(self._restless)]
        if again:
            await super().append_many(again)
        return outcomes

    def _anew(self, last: Entry) -> Entry:
        answers = dict.fromkeys(last.answers, "again")
        following = revision_id(last.id, revision_of(last.id) + 1)
        return msgspec.structs.replace(last, id=following, key=new_key(), answers=answers, replaces=last.answers)


class Room:
    """A session in which somebody said several things, and others did too."""

    def __init__(self, database: Database, session: Session, participant: Participant) -> None:
        self.database, self.session, self.participant = database, session, participant
        self.log = EntryLog(database)
        self.entries = 0

    async def say(self, part: str, *values: object, first: int = 1, former: Entry | None = None) -> Entry:
        """Revisions of one answer."""
        entry = former
        for revision, value in enumerate(values, first):
            submission = new_submission(self.session.id, part, value, revision=revision)  # type: ignore[arg-type]
            entry = entry_from(draft_of(self.session, submission, self.participant.participant), entry)
            await self.log.append_many([entry])
            self.entries += 1
        assert entry is not None
        return entry

    async def held(self) -> list[Entry]:
        return await self.log.of_participant(self.participant)

    async def verified(self) -> None:
        """Tally == recount, now: the log may not be ahead for long."""
        service = AnalyticsService(
            tallies=TallyRepository(self.database), entries=self.log, sessions=session_service(self.database)
        )
        found = await service.verify(self.session.id)
        assert found.agrees, found.differences


@pytest.fixture
async def room(database: Database) -> Room:
    session = (await opened_session(database, member=new_member())).session
    room = Room(database, session, await joined(database, session, "par_1"))
    await room.log.append_many(first_entries(session, OTHERS))
    room.entries = OTHERS
    await room.say("colour", "red", "blue", "green")
    await room.say("mood", 3, None)
    await room.say("word", "my very own name")
    return room


def is_bare(entry: Entry) -> bool:
    return (entry.answers, entry.replaces, entry.client, entry.payload_hash) == ({}, {}, {}, NO_HASH)


async def test_nothing_of_what_was_said_stays(database: Database, room: Room) -> None:
    await erasure_service(database).erase(room.participant, room.participant)
    held = await room.held()
    assert len(held) == 6 + 2, "two answers still held, so two were taken back"
    assert all(is_bare(entry) for entry in held)
    assert await database["participants"].find_one({"_id": "par_1"}) is None
    assert (await actions(database, room.session.organization))[-1] == "participant.erased"
    everything = str([document async for document in database["entries"].find({"session": room.session.id})])
    assert "my very own name" not in everything


async def test_the_tally_equals_the_recount_all_the_time(database: Database, room: Room) -> None:
    async with running_relay(database, Published()):
        await folded(database, room.session.id, room.entries)
        erase = asyncio.create_task(erasure_service(database).erase(room.participant, room.participant))
        while not erase.done():
            await room.verified()
        await erase
        await room.verified()
        tally = await TallyRepository(database).read(room.session.id)
        assert tally is not None
        assert "word@1" not in tally.results().cells


@pytest.mark.parametrize(
    ("dies_at", "after"),
    [("before retracting", 0), ("after retracting", 0), ("wiping", 0), ("wiping", 1), ("wiping", 5)],
)
async def test_an_erasure_that_was_cut_off_disturbs_no_count_and_is_finished_later(
    database: Database, room: Room, dies_at: str, after: int
) -> None:
    async with running_relay(database, Published()):
        with pytest.raises(Died):
            await erasure_service(database, log=DyingLog(database, dies_at, after)).erase(
                room.participant, room.participant
            )
        await room.verified()
        done = await upkeep_service(database).run()
        assert done.erasures_finished == 0, "it is looked at once more when nothing can come in any more"
        assert all(is_bare(entry) for entry in await room.held())
        assert (await actions(database, room.session.organization)).count("participant.erased") == 1
        await room.verified()


async def test_an_erasure_is_on_record_though_its_process_died_before_it_could_say_so(
    database: Database, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object, **__: object) -> None:
        raise Died

    member = new_member(room.session.organization)
    with monkeypatch.context() as dying:
        dying.setattr(AuditTrail, "record", die)
        with pytest.raises(Died):
            await erasure_service(database).erase(member, room.participant)
    for _ in range(2):
        await upkeep_service(database, clock=lambda: utc_now() + 2 * SWEEP_AFTER).run()
    events = [one for one in await recorded(database, room.session.organization) if one["target"] == "par_1"]
    assert [(one["action"], one["actor"]) for one in events] == [("participant.erased", SYSTEM)]
    after = json.loads(events[0]["after"])
    assert after == {"session": room.session.id, "asked_by": member.user}


async def test_two_who_finish_an_erasure_at_once_put_it_on_record_once(database: Database, room: Room) -> None:
    service = erasure_service(database)
    await asyncio.gather(*(service.erase(room.participant, room.participant) for _ in range(3)))
    assert (await actions(database, room.session.organization)).count("participant.erased") == 1


async def test_a_rebuild_in_the_middle_of_an_erasure_gives_the_same_count(database: Database, room: Room) -> None:
    with pytest.raises(Died):
        await erasure_service(database, log=DyingLog(database, "wiping", 3)).erase(room.participant, room.participant)
    async with running_relay(database, Published()):  # no checkpoint: it begins with a rebuild
        await room.verified()
        await upkeep_service(database).run()
        await room.verified()


async def test_a_count_that_an_erasure_tears_is_begun_again(database: Database, room: Room) -> None:
    class Torn(EntryLog):
        """An erasure happens while it is being read for the first time."""

        is_torn = False

        async def scan(self, session, erased=None):  # type: ignore[no-untyped-def]
            async for entry in super().scan(session, erased or {}):
                yield entry
                if not self.is_torn:
                    self.is_torn = True
                    await erasure_service(database).erase(room.participant, room.participant)

    service = AnalyticsService(
        tallies=TallyRepository(database), entries=Torn(database), sessions=session_service(database)
    )
    counts = await service.recount(room.session.id)
    assert counts == await AnalyticsService(
        tallies=TallyRepository(database), entries=room.log, sessions=session_service(database)
    ).recount(room.session.id)
    assert all(not cell.startswith("word") for cell, _, _ in counts.nonzero())


async def test_the_token_of_an_erased_participant_no_longer_answers(database: Database, room: Room) -> None:
    other = await joined(database, room.session, "par_2")
    await erasure_service(database).erase(room.participant, room.participant)
    async with submission_service(database) as service:
        with pytest.raises(ParticipantRemoved):
            await service.submit(room.participant, new_submission(room.session.id))
        assert (await service.submit(other, new_submission(room.session.id))).status == "accepted"


async def test_beyond_those_a_session_can_name_a_token_is_looked_up(
    database: Database, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "MAX_REMOVED", 0)
    other = await joined(database, room.session, "par_2")
    await erasure_service(database).erase(room.participant, room.participant)
    results = ResultsService(
        sessions=session_service(database),
        participants=ParticipantRepository(database),
        tallies=TallyRepository(database),
        log=room.log,
        clock=utc_now,
    )
    assert (await results.read(other, room.session.id)).tag == "0.0"
    with pytest.raises(NotFound):
        await results.read(room.participant, room.session.id)
    async with submission_service(database) as service:
        with pytest.raises(TokenInvalid):
            await service.submit(room.participant, new_submission(room.session.id))


async def test_what_slips_in_after_an_erasure_is_erased_by_the_next_look(database: Database, room: Room) -> None:
    async with running_relay(database, Published()):
        await erasure_service(database).erase(room.participant, room.participant)
        last = max(
            (entry for entry in await room.held() if ":colour:" in entry.id), key=lambda entry: int(entry.id[-1])
        )
        await room.say("colour", "red", first=int(last.id[-1]) + 1, former=last)
        await room.say("fruits", ["fig"])
        await room.verified()

        def later() -> datetime:
            return utc_now() + SWEEP_AFTER + timedelta(seconds=1)

        done = await upkeep_service(database, clock=later).run()
        assert (done.erasures_finished, done.logs_removed) == (1, 0)
        assert all(is_bare(entry) for entry in await room.held())
        await room.verified()
        assert (await upkeep_service(database, clock=later).run()).erasures_finished == 0


async def test_the_words_of_the_erased_leave_the_tally(database: Database, room: Room) -> None:
    async with running_relay(database, Published()):
        await folded(database, room.session.id, room.entries)
        await erasure_service(database).erase(room.participant, room.participant)
        await room.verified()
        await upkeep_service(database, clock=lambda: utc_now() + 2 * SWEEP_AFTER).run()
        assert "very own" not in str(await database["tallies"].find_one({"_id": room.session.id}))
        await room.verified()


async def test_a_repeat_is_no_error_and_a_stranger_finds_nobody(database: Database, room: Room) -> None:
    service = erasure_service(database)
    for participant in (
        Participant("par_9", room.session.id, room.session.organization),
        Participant("par_1", room.session.id, "org_9"),
        Participant("par_1", "ses_9", room.session.organization),
    ):
        with pytest.raises(NotFound):
            await service.erase(new_member(), participant)
        with pytest.raises(NotFound):
            await service.held_about(participant)
    for _ in range(2):
        await service.erase(room.participant, room.participant)
    assert (await actions(database, room.session.organization)).count("participant.erased") == 1
    with pytest.raises(NotFound):
        await service.erase(new_member(), Participant("par_1", room.session.id, "org_9"))


async def test_somebody_who_never_stops_answering_is_a_temporary_failure(
    database: Database, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "MAX_ROUNDS_OF_RETRACTING", 0)
    with pytest.raises(Unavailable):
        await erasure_service(database).erase(room.participant, room.participant)


async def test_somebody_who_never_stops_answering_holds_up_nobody_else(database: Database, room: Room) -> None:
    def later() -> datetime:
        return utc_now() + 2 * SWEEP_AFTER

    expired = await expired_session(database, new_member(), 5)
    erasures, quiet = ErasureRepository(database), await joined(database, room.session, "par_2")
    said = entry_from(draft_of(room.session, new_submission(room.session.id, "word", "mine"), quiet.participant), None)
    await room.log.append_many([said])
    for one in (room.participant, quiet):
        await erasures.begin(one, asked_by=one.participant, at=utc_now())
    for clock in (utc_now, later):
        with pytest.raises(Unavailable):
            await upkeep_service(database, log=RestlessLog(database, room.participant), clock=clock).run()
    assert all(is_bare(entry) for entry in await room.log.of_participant(quiet))
    assert [erasure.participant for erasure in await erasures.open_ones()] == [room.participant.participant]
    assert await room.log.count(expired.id) == 0, "nor does it hold up retention"
    await upkeep_service(database).run()
    assert all(is_bare(entry) for entry in await room.held())
