"""What is erased is in no file, in no table and on no leaderboard, whatever the log still holds of it."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Mapping

import pytest

from app.core.principals import Member, Participant
from app.features.analytics.repository import TallyRepository
from app.features.crosstabs.counting import count_log
from app.features.crosstabs.table import Axis
from app.features.exports.spool import spooled
from app.features.sessions.model import Session
from app.features.submissions.erased import NO_HASH
from app.features.submissions.model import Entry, entry_from
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.entries import draft_of, new_submission
from tests.builders.erasing import erasure_service, joined, upkeep_service
from tests.builders.exports import export_service
from tests.builders.sessions import QUESTIONS, new_member, opened_session

SECRET = "my very own words"


class Died(Exception):
    """Stands for the end of the process."""


class DyingAtTheWipe(EntryLog):
    """Wipes one entry, then its process ends."""

    has_wiped = False

    async def wipe(self, entry_id: str) -> None:
        if self.has_wiped:
            raise Died
        await super().wipe(entry_id)
        self.has_wiped = True


class TornLog(EntryLog):
    """Somebody is erased while it is read for the first time, after ``torn_after`` entries."""

    def __init__(self, database: Database, erased: Participant, torn_after: int) -> None:
        super().__init__(database)
        self.database, self.participant, self.left, self.scans = database, erased, torn_after, 0

    async def scan(self, session: str, erased: Mapping[str, int] | None = None) -> AsyncIterator[Entry]:
        self.scans += 1
        async for entry in super().scan(session, erased or {}):
            yield entry
            self.left -= 1
            if self.left == 0:
                await erasure_service(self.database).erase(self.participant, self.participant)


@pytest.fixture
def member() -> Member:
    return new_member()


@pytest.fixture
async def session(database: Database, member: Member) -> Session:
    """Two people have answered; the first changed one answer twice."""
    session = (await opened_session(database, member=member)).session
    for who, word in (("par_1", SECRET), ("par_2", "kept")):
        await joined(database, session, who)
        former: Entry | None = None
        for revision, colour in enumerate(("red", "blue", "green"), 1):
            submission = new_submission(session.id, "colour", colour, revision=revision)
            former = entry_from(draft_of(session, submission, who), former)
            await EntryLog(database).append_many([former])
        said = draft_of(session, new_submission(session.id, "word", word), who)
        await EntryLog(database).append_many([entry_from(said, None)])
    return session


def first(session: Session) -> Participant:
    return Participant("par_1", session.id, session.organization)


async def exported(database: Database, member: Member, session: Session, log: EntryLog) -> list[dict[str, str]]:
    pieces = [piece async for piece in await export_service(database, log).export(member, session.id, "csv")]
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode())))


async def crossed(database: Database, log: EntryLog, session: Session) -> list[list[int]]:
    """Colours by fruits."""
    colour = Axis("colour", 1, ("red", "blue", "green"), several=False)
    fruit = Axis("fruits", 1, ("apple", "pear", "fig"), several=True)
    tallies = TallyRepository(database)
    counted = await count_log(log, tallies, session.id, rows=colour, columns=fruit, questions=QUESTIONS)
    return counted.grid


def assert_only_the_other(rows: list[dict[str, str]]) -> None:
    assert [row["participant"] for row in rows] == ["par_2"]
    assert rows[0]["word"] == "kept"
    assert SECRET not in str(rows)


async def test_a_file_made_while_a_wipe_is_under_way_shows_nothing_of_the_erased(
    database: Database, member: Member, session: Session
) -> None:
    before = await exported(database, member, session, EntryLog(database))
    assert [(row["participant"], row["word"]) for row in before] == [("par_1", SECRET), ("par_2", "kept")]
    with pytest.raises(Died):
        await erasure_service(database, log=DyingAtTheWipe(database)).erase(first(session), first(session))
    stored = await EntryLog(database).of_participant(first(session))
    assert {entry.payload_hash == NO_HASH and not entry.answers for entry in stored} == {True, False}, "half wiped"
    assert_only_the_other(await exported(database, member, session, EntryLog(database)))
    await upkeep_service(database).run()
    assert_only_the_other(await exported(database, member, session, EntryLog(database)))


@pytest.mark.parametrize("torn_after", [1, 3, 7])
async def test_a_file_that_an_erasure_tears_is_begun_again(
    database: Database, member: Member, session: Session, torn_after: int
) -> None:
    log = TornLog(database, first(session), torn_after)
    assert_only_the_other(await exported(database, member, session, log))
    assert log.scans == 2


@pytest.mark.parametrize("torn_after", [1, 3, 8])
async def test_a_crosstab_that_an_erasure_tears_is_begun_again(
    database: Database, session: Session, torn_after: int
) -> None:
    for who in ("par_1", "par_2"):
        fruits = draft_of(session, new_submission(session.id, "fruits", ["fig"]), who)
        await EntryLog(database).append_many([entry_from(fruits, None)])
    before = await crossed(database, EntryLog(database), session)
    assert before == [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 2, 2], [0, 0, 2, 2]]
    log = TornLog(database, first(session), torn_after)
    assert await crossed(database, log, session) == [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]
    assert log.scans == 2


async def test_an_answer_that_comes_after_an_erasure_stands_in_the_file_as_in_the_count(
    database: Database, member: Member, session: Session
) -> None:
    await erasure_service(database).erase(first(session), first(session))
    late = entry_from(draft_of(session, new_submission(session.id, "mood", 5), "par_1"), None)
    await EntryLog(database).append_many([late])
    rows = await exported(database, member, session, EntryLog(database))
    assert [(row["participant"], row["word"]) for row in rows] == [("par_1", ""), ("par_2", "kept")]


async def test_the_spool_of_scores_holds_only_those_who_stay(database: Database, session: Session) -> None:
    await erasure_service(database).erase(first(session), first(session))
    async with spooled(EntryLog(database), TallyRepository(database), session.id) as spool:
        assert [standing.participant async for standing in spool.standings()] == ["par_2"]
