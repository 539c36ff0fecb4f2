"""Many recorders at once, in several processes: one dense chain, whatever happens on the way."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

import pytest
from pymongo.errors import AutoReconnect, BulkWriteError, OperationFailure

from app.core.clock import monotonic, utc_now
from app.core.settings import Settings
from app.features.audit import appender as appending
from app.features.audit.appender import Appender, AuditFull
from app.features.audit.model import Head, Link, chained
from app.features.audit.repository import WALK_EVENTS, AuditLog
from app.features.audit.service import AuditTrail
from app.features.audit.verification import AuditVerifier
from app.infra.mongo import Database
from tests.builders.audit import AUDIT_KEY, audit_trail, recorded
from tests.fixtures.waiting import until
from tests.unit.audit.test_chain import event

ORGANIZATION = "org_1"
PROCESS = """
import asyncio, sys
from app.core.settings import load_settings
from app.infra import mongo
from app.wiring.auditing import audit_trail

async def main(name):
    settings = load_settings()
    client = mongo.connect(settings.required_mongodb_url())
    audit = audit_trail(settings, client[settings.database])
    async def recorder(number):
        for one in range(6):
            await audit.record(None, "survey.edited", f"{name}-{number}-{one}", organization="org_1")
    await asyncio.gather(*(recorder(number) for number in range(25)))
    await audit.close()
    client.close()

asyncio.run(main(sys.argv[1]))
"""


class FlakyLog(AuditLog):
    """Stores what it is given and then loses the answer, a few times."""

    losses = 2

    async def append(self, links: Sequence[Link]) -> int:
        standing = await super().append(links)
        if self.losses:
            self.losses -= 1
            raise AutoReconnect("the answer was lost")
        return standing


class CountingLog(AuditLog):
    """Counts how often it is written to, and how much at once."""

    def __init__(self, database: Database, key: bytes) -> None:
        super().__init__(database, key)
        self.batches: list[int] = []

    async def append(self, links: Sequence[Link]) -> int:
        self.batches.append(len(links))
        return await super().append(links)


async def is_sound(database: Database, length: int) -> bool:
    found = await AuditVerifier(AuditLog(database, AUDIT_KEY), AUDIT_KEY).verify(ORGANIZATION)
    assert found.finding is None, found.finding.text
    return found.head.number == length


async def test_fifty_recorders_in_two_processes_make_one_dense_chain(settings: Settings, database: Database) -> None:
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", PROCESS, name, env=settings.as_environment())
        for name in ("a", "b")
    ]
    assert [await process.wait() for process in processes] == [0, 0]
    assert await is_sound(database, 300)
    targets = [document["target"] for document in await recorded(database, ORGANIZATION)]
    assert len(set(targets)) == 300
    for recorder in range(25):
        own = [target for target in targets if target.startswith(f"a-{recorder}-")]
        assert own == sorted(own), "a recorder's events stand in the order in which it recorded them"


async def test_what_waits_goes_out_together(database: Database) -> None:
    log = CountingLog(database, AUDIT_KEY)
    audit = AuditTrail(Appender(log, AUDIT_KEY, monotonic), AUDIT_KEY, utc_now)
    record = audit.record
    await asyncio.gather(*(record(None, "a.b", str(n), organization=ORGANIZATION) for n in range(150)))
    assert log.batches == [100, 50]
    assert await is_sound(database, 150)


async def test_chains_of_two_organizations_do_not_touch(database: Database) -> None:
    audit = audit_trail(database)
    await asyncio.gather(*(audit.record(None, "a.b", "t", organization=f"org_{n % 2}") for n in range(20)))
    assert [len(await recorded(database, f"org_{n}")) for n in (0, 1)] == [10, 10]


async def test_a_cancelled_caller_leaves_its_event_to_be_written(database: Database) -> None:
    audit = audit_trail(database)
    recording = asyncio.create_task(audit.record(None, "a.b", "t", organization=ORGANIZATION))
    await asyncio.sleep(0)
    recording.cancel()
    await audit.close()
    assert await is_sound(database, 1)


async def test_what_is_not_on_record_when_a_process_ends_is_told_before_it_gives_up(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stands_still = asyncio.Event()

    class Waiting(AuditLog):
        async def append(self, links: Sequence[Link]) -> int:
            await stands_still.wait()
            return await super().append(links)

    monkeypatch.setattr(appending, "TOLD_AFTER_S", 0.01)
    audit = AuditTrail(Appender(Waiting(database, AUDIT_KEY), AUDIT_KEY, monotonic), AUDIT_KEY, utc_now)
    recording = [asyncio.create_task(audit.record(None, "a.b", "t", organization=ORGANIZATION)) for _ in range(2)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(audit.close())
    await until(lambda: bool(caplog.records))
    told = [(line.getMessage(), vars(line)["organizations"], vars(line)["events"]) for line in caplog.records]
    assert told == [("audit events are not on record yet, though what they tell of was done", [ORGANIZATION], 2)]
    assert not closing.done()
    stands_still.set()
    await asyncio.gather(closing, *recording)
    assert await is_sound(database, 2)
    await audit.close()
    assert len(caplog.records) == 1, "nothing waits"


async def test_a_process_that_died_before_attesting_is_followed_on(database: Database) -> None:
    log = AuditLog(database, AUDIT_KEY)
    links = list(chained(Head(), [event(number) for number in range(1, WALK_EVENTS + 3)], AUDIT_KEY))
    assert await log.append(links) == len(links)
    assert await log.find_head(ORGANIZATION) == links[-1].head
    await audit_trail(database).record(None, "a.b", "t", organization=ORGANIZATION)
    assert await is_sound(database, len(links) + 1)


async def test_sending_the_same_links_again_is_harmless(database: Database) -> None:
    log = AuditLog(database, AUDIT_KEY)
    links = list(chained(Head(), [event(number) for number in (1, 2, 3)], AUDIT_KEY))
    others = list(chained(links[0].head, [event(7)], AUDIT_KEY))
    assert [await log.append(links[:2]), await log.append(links), await log.append(others)] == [2, 2, 0]
    assert await log.append(links[2:]) == 1
    assert await log.append(links) == 3


async def test_a_lost_answer_does_not_record_twice(database: Database) -> None:
    audit = AuditTrail(Appender(FlakyLog(database, AUDIT_KEY), AUDIT_KEY, monotonic), AUDIT_KEY, utc_now)
    await asyncio.gather(*(audit.record(None, "a.b", str(n), organization=ORGANIZATION) for n in range(5)))
    assert await is_sound(database, 5)


async def test_an_older_head_never_replaces_a_newer_one(database: Database) -> None:
    log = AuditLog(database, AUDIT_KEY)
    links = list(chained(Head(), [event(number) for number in (1, 2)], AUDIT_KEY))
    for link in reversed(links):
        await log.attest(ORGANIZATION, link.head)
    assert await log.attested_head(ORGANIZATION) == links[-1].head


async def test_what_fails_is_told_to_all_who_wait(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "DEADLINE_S", 0.0)
    log = FlakyLog(database, AUDIT_KEY)
    log.losses = 1_000
    appender = Appender(log, AUDIT_KEY, monotonic)
    outcomes = await asyncio.gather(*(appender.append(event(n)) for n in (1, 2)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [AutoReconnect, AutoReconnect]


async def test_a_batch_that_is_refused_is_logged_without_what_is_in_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    class Refusing(AuditLog):
        async def append(self, links: Sequence[Link]) -> int:
            refused = {"index": 0, "code": 121, "errmsg": "invalid", "op": {"after": "ada@example.org"}}
            raise BulkWriteError({"writeErrors": [refused], "writeConcernErrors": []})

    appender = Appender(Refusing(database, AUDIT_KEY), AUDIT_KEY, monotonic)
    with pytest.raises(BulkWriteError):
        await appender.append(event(1))
    (line,) = [one for one in caplog.records if one.getMessage() == "audit events are not on record"]
    assert (line.exc_info, vars(line)["error"]) == (None, "pymongo.errors.BulkWriteError: document 0: (121)")


async def test_no_more_than_so_many_events_wait(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "MAX_WAITING", 3)
    audit = audit_trail(database)
    record = audit.record
    outcomes = await asyncio.gather(
        *(record(None, "a.b", str(n), organization=ORGANIZATION) for n in range(5)), return_exceptions=True
    )
    assert [isinstance(outcome, AuditFull) for outcome in outcomes] == [False] * 3 + [True] * 2
    await record(None, "a.b", "later", organization=ORGANIZATION)


async def test_ends_of_chains_are_remembered_within_a_bound(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "MAX_HEADS", 2)
    audit = audit_trail(database)
    for organization in ("org_1", "org_2", "org_3", "org_1"):
        await audit.record(None, "a.b", "t", organization=organization)
    assert await is_sound(database, 2)


class RefusingEvents:
    """A collection that takes nothing, for a reason that no repeat changes."""

    def __init__(self, failure: Exception) -> None:
        self._failure = failure

    async def insert_many(self, *_documents: object, **_options: object) -> None:
        raise self._failure


@pytest.mark.parametrize(
    "failure",
    [
        OperationFailure("not authorized", 13),
        BulkWriteError({"writeErrors": [{"index": 0, "code": 121, "errmsg": "not valid"}], "writeConcernErrors": []}),
    ],
)
async def test_what_the_database_refuses_for_good_is_said_and_not_taken_for_a_number_that_is_taken(
    database: Database, failure: Exception
) -> None:
    log = AuditLog(database, AUDIT_KEY)
    log._events = RefusingEvents(failure)  # type: ignore[assignment]
    with pytest.raises(type(failure)):
        await log.append(list(chained(Head(), [event(1)], AUDIT_KEY)))
