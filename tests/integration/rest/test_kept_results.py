"""Tables and leaderboards are counted once, and anew when an answer, a revision or an erasure has moved the tally."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.contracts.frames import AnswerValue
from app.core.clock import utc_now
from app.core.identity import new_id
from app.core.principals import Member
from app.features.analytics.repository import TallyRepository
from app.features.crosstabs.counting import count_log
from app.features.crosstabs.service import Crosstab, CrosstabService
from app.features.crosstabs.table import Axis
from app.features.sessions.model import Session
from app.features.submissions.model import Entry, entry_from
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from app.infra.query_cache import QueryCache
from app.infra.redis import Redis
from tests.builders.entries import draft_of, new_submission
from tests.builders.erasing import erasure_service
from tests.builders.erasing import joined as on_record
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered, started_session
from tests.builders.sessions import CHOICE, CHOICES, QUESTIONS, new_member, session_service
from tests.builders.sessions import started_session as stored_session
from tests.fixtures.queries import Recorder
from tests.integration.log.running import Published, folded, running_relay

SCAN = "entries: {session: …}"
QUIZ: list[dict[str, Any]] = [
    {"type": "quiz", "id": "sum", "title": "1 + 1?", "correct": ["two"], "points": 500, "options": [
        {"id": "two", "label": "2"}, {"id": "ten", "label": "10"}]},
    {"type": "yes_no", "id": "new", "title": "New here?"},
]  # fmt: skip
FORM = {"sum": ["two"], "new": "yes"}


class Scene:
    """An open session, three forms in it, all folded by a relay that runs on."""

    ada: Caller
    session: dict[str, Any]
    phones: list[Caller]
    database: Database

    @property
    def paths(self) -> list[str]:
        itself = f"/sessions/{self.session['id']}"
        return [f"{itself}/crosstab?rows=sum&columns=new", f"{itself}/leaderboard"]

    async def read(self) -> tuple[int, list[int]]:
        """How many the table counts, and the points of the leaderboard."""
        table, board = [data_of(await self.ada.get(path)) for path in self.paths]
        return table["n"], [place["points"] for place in board["places"]]

    async def submit(self, phone: Caller, form: dict[str, Any], revision: int, entries: int) -> None:
        body = answer("form", None, revision=revision) | {"answers": form}
        data_of(await phone.post(f"/sessions/{self.session['id']}/submissions", body))
        await folded(self.database, self.session["id"], entries)


@pytest.fixture
async def scene(http: httpx.AsyncClient, database: Database, redis_client: Redis) -> AsyncIterator[Scene]:
    scene = Scene()
    scene.database, scene.ada = database, await registered(http)
    scene.session = await started_session(scene.ada, "open", await published_survey(scene.ada, QUIZ))
    scene.phones = [await joined(http, scene.session) for _ in range(3)]
    # As by the release before: now nothing is revealed of a form that still takes answers.
    await database["sessions"].update_one({"_id": scene.session["id"]}, {"$set": {"state.revealed": ["sum"]}})
    async with running_relay(database, Published()):
        for entries, phone in enumerate(scene.phones, 1):
            await scene.submit(phone, FORM, 1, entries)
        yield scene


async def test_a_log_is_read_again_only_when_what_it_says_has_changed(
    scene: Scene, queries: Recorder, redis_client: Redis
) -> None:
    async def reads() -> tuple[int, tuple[int, list[int]]]:
        queries.times.clear()
        found = await scene.read()
        return queries.times[SCAN], found

    assert await reads() == (2, (3, [500, 500, 500]))
    assert await reads() == (0, (3, [500, 500, 500]))
    await scene.submit(scene.phones[0], {"sum": ["ten"], "new": "no"}, 2, 4)
    assert await reads() == (2, (3, [500, 500, 0]))
    assert await reads() == (0, (3, [500, 500, 0]))
    me = data_of(await scene.phones[1].get("/participants/me/session"))["participant"]
    data_of(await scene.phones[1].call("DELETE", "/participants/me"))
    assert [key async for key in redis_client.scan_iter("*:results:*")] == [], "the erased stand on no leaderboard kept"
    assert (await reads())[1] == (2, [500, 0]), "at once, whether that is folded or not"
    await folded(scene.database, scene.session["id"], 5)
    await reads()
    assert await reads() == (0, (2, [500, 0]))
    stored = [await redis_client.hgetall(key) async for key in redis_client.scan_iter("*:results:*")]
    assert (len(stored), me in str(stored)) == (1, False)
    data_of(await scene.ada.post(f"/sessions/{scene.session['id']}/control", {"action": "hide", "question": "sum"}))
    assert await reads() == (1, (2, [])), "another question decides now"
    await redis_client.flushall()
    assert await reads() == (2, (2, []))


async def test_fifty_who_look_at_once_cost_one_reading_of_the_log(scene: Scene, queries: Recorder) -> None:
    queries.times.clear()
    tables = await asyncio.gather(*(scene.ada.get(scene.paths[0]) for _ in range(50)))
    assert (queries.times[SCAN], {data_of(table)["n"] for table in tables}) == (1, {3})


async def test_what_is_kept_is_for_its_organization_only(scene: Scene, http: httpx.AsyncClient) -> None:
    await scene.read()
    eve = await registered(http, "eve")
    for path in scene.paths:
        assert code_of(await eve.get(path)) == "not_found"


COLOUR = Axis("colour", 1, tuple(option.id for option in CHOICE.options), several=False)
FRUITS = Axis("fruits", 1, tuple(option.id for option in CHOICES.options), several=True)


class Room:
    """People who answer, change their minds, take back and go; the log is recounted after each step."""

    def __init__(self, database: Database, session: Session, chance: random.Random) -> None:
        self._database = database
        self._session = session
        self._chance = chance
        self._latest: dict[tuple[str, str], Entry] = {}
        self._erasures = erasure_service(database)
        self.entries = 0
        self.recounts: dict[int, list[list[int]]] = {}

    async def step(self) -> None:
        people = sorted({participant for participant, _ in self._latest})
        if people and self._chance.random() < 0.15:
            who = self._chance.choice(people)
            participant = await on_record(self._database, self._session, who)
            await self._erasures.erase(participant, participant)
            self._latest = {key: entry for key, entry in self._latest.items() if key[0] != who}
        else:
            await self._answer(self._chance.choice([*people, new_id("par")]))
        counted = await count_log(
            EntryLog(self._database),
            TallyRepository(self._database),
            self._session.id,
            rows=COLOUR,
            columns=FRUITS,
            questions=QUESTIONS,
        )
        self.entries = counted.entries_read
        self.recounts[self.entries] = counted.grid

    async def _answer(self, who: str) -> None:
        part = self._chance.choice(["colour", "fruits"])
        said = self._chance.choice(["red", "blue"]) if part == "colour" else [self._chance.choice(["fig", "pear"])]
        former = self._latest.get((who, part))
        value: AnswerValue | None = None if former and self._chance.random() < 0.3 else said
        revision = int(former.id.rpartition(":")[2]) + 1 if former else 1
        draft = draft_of(self._session, new_submission(self._session.id, part, value, revision=revision), who)
        self._latest[who, part] = entry_from(draft, former)
        await EntryLog(self._database).append_many([self._latest[who, part]])


async def _choose(database: Database, session: Session, *people: str) -> None:
    """Each of them chooses red, and figs."""
    said: dict[str, AnswerValue] = {"colour": "red", "fruits": ["fig"]}
    entries = [
        entry_from(draft_of(session, new_submission(session.id, part, value), who), None)
        for who in people
        for part, value in said.items()
    ]
    await EntryLog(database).append_many(entries)


async def test_while_no_relay_folds_a_table_holds_all_that_was_said(database: Database, redis_client: Redis) -> None:
    member = new_member()
    session = (await stored_session(database, member=member)).session
    process = _crosstabs(database, redis_client)
    await _choose(database, session, "par_1")
    async with running_relay(database, Published()):
        await folded(database, session.id, 2)
    for people in (2, 3):
        await _choose(database, session, f"par_{people}")
        assert (await _table(process, member, session)).table.grid[-1][-1] == people


async def test_who_is_erased_is_in_no_table_even_if_nothing_was_folded_or_forgotten(
    database: Database, redis_client: Redis
) -> None:
    member = new_member()
    session = (await stored_session(database, member=member)).session
    process = _crosstabs(database, redis_client)
    await _choose(database, session, "par_1", "par_2", "par_3")
    async with running_relay(database, Published()):
        await folded(database, session.id, 6)
    assert (await _table(process, member, session)).table.grid[-1][-1] == 3
    erased = await on_record(database, session, "par_1")
    await erasure_service(database).erase(erased, erased)
    assert (await _table(process, member, session)).table.grid[-1][-1] == 2


@pytest.mark.parametrize("seed", range(3))
async def test_however_answers_and_reads_interleave_the_kept_table_is_that_of_a_recount(
    database: Database, redis_client: Redis, seed: int
) -> None:
    chance, member = random.Random(seed), new_member()
    session = (await stored_session(database, member=member)).session
    room = Room(database, session, chance)
    processes = [_crosstabs(database, redis_client) for _ in range(2)]
    async with running_relay(database, Published()):
        for _ in range(25):
            await room.step()
            at_least = await _entries_folded(database, session)
            if chance.random() < 0.5:
                await folded(database, session.id, room.entries)
                at_least = room.entries
            for process in chance.choices(processes, k=2):
                grid = (await _table(process, member, session)).table.grid
                assert grid in [recount for entries, recount in room.recounts.items() if entries >= at_least]


def _crosstabs(database: Database, redis_client: Redis) -> CrosstabService:
    return CrosstabService(
        sessions=session_service(database),
        tallies=TallyRepository(database),
        log=EntryLog(database),
        cache=QueryCache(redis_client, "test"),
        clock=utc_now,
    )


async def _table(process: CrosstabService, member: Member, session: Session) -> Crosstab:
    return await process.read(member, session.id, COLOUR.question, FRUITS.question)


async def _entries_folded(database: Database, session: Session) -> int:
    return (await TallyRepository(database).entries_folded([session.id])).get(session.id, 0)
