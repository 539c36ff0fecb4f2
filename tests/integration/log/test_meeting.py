"""What takes long meets something else at its worst moment: nothing erased comes back, and every number stays right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from app.core.clock import utc_now
from app.core.identity import slot_of
from app.core.principals import Participant
from app.features.analytics.admission import Admission
from app.features.analytics.repository import TallyRepository
from app.features.analytics.retention import MIN_SAID
from app.features.analytics.service import AnalyticsService
from app.features.sessions.model import Command, Session
from app.features.submissions.erased import ErasureRepository
from app.features.submissions.erasure import SWEEP_AFTER
from app.features.submissions.model import Entry, entry_from, revision_id, revision_of
from app.features.submissions.repository import EntryLog
from app.features.texts.coding import Codings
from app.features.texts.model import TextId
from app.infra.mongo import Database
from realtime.relay.partition import Partition
from tests.builders.entries import draft_of, first_entries, new_submission
from tests.builders.erasing import erasure_service, joined, upkeep_service
from tests.builders.sessions import new_member, opened_session, session_service
from tests.integration.log.running import Published, folded, keep_for, running_relay


class Died(Exception):
    """Stands for the end of the process."""


def swept() -> datetime:
    """When what was erased just now is looked at again."""
    return utc_now() + 2 * SWEEP_AFTER


async def say(database: Database, session: Session, who: str, word: str) -> Entry:
    """A first answer."""
    entry = entry_from(draft_of(session, new_submission(session.id, "word", word), who), None)
    await EntryLog(database).append_many([entry])
    return entry


async def cells_of(database: Database, session: Session) -> Mapping[str, Mapping[str, int]]:
    tally = await TallyRepository(database).read(session.id)
    assert tally is not None
    return tally.counts.cells


async def verified(database: Database, session: Session) -> None:
    """Tally == recount."""
    service = AnalyticsService(
        tallies=TallyRepository(database), entries=EntryLog(database), sessions=session_service(database)
    )
    found = await service.verify(session.id)
    assert found.agrees, found.differences


@pytest.fixture
async def session(database: Database) -> Session:
    return (await opened_session(database, member=new_member())).session


async def test_a_rebuild_passes_over_a_session_whose_organization_is_being_erased(
    database: Database, session: Session
) -> None:
    going = (await opened_session(database)).session
    await EntryLog(database).append_many([*first_entries(going, 3), *first_entries(session, 5)])
    await database["survey_versions"].delete_many({"survey": going.survey})
    async with running_relay(database, Published()):
        await folded(database, session.id, 5)


async def test_relays_that_are_split_another_way_and_back_go_on(database: Database, session: Session) -> None:
    log = EntryLog(database)
    for split in (1, 2, 1, 2):
        first, last = Partition(0, split), Partition(split - 1, split)
        async with (
            running_relay(database, Published(), partition=first),
            running_relay(database, Published(), partition=last),
        ):
            stored = await log.count(session.id) + 10
            await log.append_many(first_entries(session, 10, seed=stored))
            await folded(database, session.id, stored)
    await verified(database, session)


async def test_relays_that_were_split_another_way_before_the_first_answer_count_each_once(database: Database) -> None:
    """Several sessions of one partition answer in turn: a number of one split is another session's in the other."""
    opened = [(await opened_session(database)).session for _ in range(12)]
    sessions, log = [one for one in opened if slot_of(one.id) % 2 == slot_of(opened[0].id) % 2], EntryLog(database)
    async with running_relay(database, Published()):
        pass
    first, last = Partition(0, 2), Partition(1, 2)
    async with (
        running_relay(database, Published(), partition=first),
        running_relay(database, Published(), partition=last),
    ):
        for number in range(5):
            for session in sessions:
                await log.append_many(first_entries(session, 1, seed=number))
        for session in sessions:
            await folded(database, session.id, 5)
    async with running_relay(database, Published()):
        for session in sessions:
            await log.append_many(first_entries(session, 1, seed=5))
            await folded(database, session.id, 6)
        for session in sessions:
            await verified(database, session)


async def test_the_place_of_a_forgotten_word_goes_to_one_whose_whole_history_it_holds(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = Admission.__init__.__kwdefaults__
    assert bounds is not None
    monkeypatch.setitem(bounds, "per_cell", 2)
    erased = await joined(database, session, "par_1")
    async with running_relay(database, Published()):
        await say(database, session, "par_1", "unusual")
        await say(database, session, "par_2", "common")
        await folded(database, session.id, 2)
        await erasure_service(database).erase(erased, erased)
        await folded(database, session.id, 3)
        assert (await upkeep_service(database, clock=swept).run()).erasures_finished == 1
        assert "t:unusual" not in (await cells_of(database, session))["word@1"]
        await say(database, session, "par_3", "new")
        await folded(database, session.id, 4)
    async with running_relay(database, Published()):
        await say(database, session, "par_4", "new")
        await folded(database, session.id, 5)
        await verified(database, session)


async def test_a_log_that_goes_in_the_midst_of_an_erasure_leaves_nothing_and_its_numbers_stay(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased, of_participant, removed = await joined(database, session, "par_0"), EntryLog.of_participant, list[int]()
    for number, word in enumerate(("unusual", *["common"] * MIN_SAID)):
        await say(database, session, f"par_{number}", word)
    async with running_relay(database, Published()):
        await folded(database, session.id, 1 + MIN_SAID)
    await keep_for(database, session, 7)
    await session_service(database).control(new_member(session.organization), session.id, Command("end"))

    async def read_before_the_log_goes(log: EntryLog, participant: Participant) -> list[Entry]:
        found = await of_participant(log, participant)
        if not removed:
            due = utc_now() + timedelta(days=8)
            removed.append((await upkeep_service(database, clock=lambda: due).run()).logs_removed)
        return found

    monkeypatch.setattr(EntryLog, "of_participant", read_before_the_log_goes)
    async with running_relay(database, Published()):
        await erasure_service(database).erase(erased, erased)
        await say(database, (other := (await opened_session(database)).session), "par_9", "later")
        await folded(database, other.id, 1)
    assert removed == [1]
    await Codings(database).change(session.id, "word", TextId("par_1", 1, "of a text"), "tag_1", is_on=True)
    kept = {"n": 1 + MIN_SAID, "t:common": MIN_SAID, "other": 1}
    assert (await cells_of(database, session))["word@1"] == kept
    await database["checkpoints"].delete_many({})
    async with running_relay(database, Published()):
        assert (await cells_of(database, session))["word@1"] == kept
    await upkeep_service(database, clock=lambda: utc_now() + timedelta(days=8, hours=1)).run()
    for collection in ("entries", "erasures", "participants", "text_tags"):
        assert await database[collection].count_documents({"session": session.id}) == 0


async def test_of_two_erasures_at_once_the_slower_uncovers_nothing(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased, cover, late = await joined(database, session, "par_1"), ErasureRepository.cover, list[Entry]()
    await say(database, session, "par_1", "mine")

    class Dying(EntryLog):
        """Ends its process when it has wiped the late answer."""

        is_dead = False

        async def wipe(self, entry_id: str) -> None:
            if self.is_dead:
                raise Died
            await super().wipe(late[0].id)
            self.is_dead = True

    async def slowly(erasures: ErasureRepository, participant: str, chains: Mapping[str, int]) -> None:
        if not late:
            taken_back = max(await EntryLog(database).of_participant(erased), key=lambda one: revision_of(one.id))
            again = new_submission(session.id, "word", "late", revision=revision_of(taken_back.id) + 1)
            late.append(entry_from(draft_of(session, again, "par_1"), taken_back))
            await EntryLog(database).append_many(late)
            with pytest.raises(Died):
                await erasure_service(database, log=Dying(database)).erase(erased, erased)
        await cover(erasures, participant, chains)

    monkeypatch.setattr(ErasureRepository, "cover", slowly)
    async with running_relay(database, Published()):
        await erasure_service(database).erase(erased, erased)
        await folded(database, session.id, 4)
        assert revision_id(late[0].id, 4) in await EntryLog(database).by_ids([revision_id(late[0].id, 4)])
        await verified(database, session)
