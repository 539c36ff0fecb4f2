"""Workers that are killed while they send, through a mail service that fails a fifth of the calls.

Everybody gets exactly one mail of each wave. The claim is that of ten thousand people and twenty kills:

    pytest -s --at-length tests/faults/test_mail_crashes.py
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from signal import SIGKILL
from typing import Any

import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.mailings.model import ReminderPlan
from app.features.sessions.model import Session
from app.infra.embedded.process import Child
from app.infra.job_queue import JobQueue
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.wiring.jobs import KINDS
from app.wiring.mail import paced_mailer
from app.wiring.mailing import wave_service
from tests.builders.fake_resend import FakeResend, Reply, running
from tests.builders.mailing import plan_for, received, session_with_people, with_resend
from tests.faults.conftest import StartWorker
from tests.fixtures.findings import Findings
from tests.fixtures.lengths import Sized
from tests.fixtures.processes import ProcessStarter
from tests.fixtures.waiting import until

WAVES = ("first", "reminder_1")
MAILS_OF_A_CALL = 100
FAILING = 0.2
WORKERS = 2
pytestmark = pytest.mark.fault(23)

FAULTS: tuple[Reply, ...] = (
    (429, {"statusCode": 429, "name": "rate_limit_exceeded", "message": "slow down"}, {"Retry-After": "0"}),
    (503, {"statusCode": 503, "name": "unavailable", "message": "no"}, {}),
    (500, b"<html>gateway</html>", {"content-type": "text/html"}),
    (0, {}, {}),
)
"""The last is accepted, and its answer comes when nobody waits for it any more."""


class FailingResend(FakeResend):
    """Fails a fifth of the calls by chance, the same chance in every run."""

    def __init__(self) -> None:
        super().__init__([])
        self.chance = random.Random(20_261_125)
        self.faults: Counter[int] = Counter()

    def next_reply(self, body: Any) -> Reply:
        if self.chance.random() >= FAILING:
            return super().next_reply(body)
        fault = self.chance.choice(FAULTS)
        self.faults[fault[0]] += 1
        return fault


class Crew:
    """Workers, of which any may be killed; another one takes its place at once."""

    def __init__(self, hire: Callable[[], Child]) -> None:
        self._hire = hire
        self._workers = [hire() for _ in range(WORKERS)]
        self._chance = random.Random(7)
        self.killed = 0

    def kill_one(self) -> None:
        worker = self._workers.pop(self._chance.randrange(len(self._workers)))
        assert worker.exit_code() is None, "it ended by itself"
        worker.kill()
        assert worker.exit_code() == -SIGKILL
        self.killed += 1
        self._workers.append(self._hire())

    def pause_s(self) -> float:
        """So long after a call began: before, during or after everything that follows it."""
        return self._chance.uniform(0, 0.4)


@pytest.fixture
def service() -> Iterator[FailingResend]:
    with running(FailingResend()) as started:
        yield started


@pytest.fixture
def mail_settings(settings: Settings, service: FailingResend) -> Settings:
    return with_resend(settings, service).model_copy(update={"relay_lease_s": 1.0})


@pytest.fixture
def crew(mail_settings: Settings, database: Database, start_worker: StartWorker) -> Crew:
    assert database.name == mail_settings.database
    return Crew(lambda: start_worker(mail_settings))


async def kill_during(crew: Crew, service: FailingResend, kills: int, *, people: int, within_s: float) -> None:
    """One kill whenever so many calls have come that the kills spread over a wave."""
    calls_apart = max(1, people // MAILS_OF_A_CALL // (kills + 1))
    for _ in range(kills):
        seen = len(service.requests)
        await until(lambda seen=seen: len(service.requests) >= seen + calls_apart, within_s=within_s)
        await asyncio.sleep(crew.pause_s())
        crew.kill_one()


async def date_back(database: Database, session: Session, to: datetime) -> None:
    """Batch by batch: beside the workers, ten thousand lines at once may take longer than one call is given."""
    for batch in await database["mail_ledger"].distinct("batch", {"session": session.id}):
        await database["mail_ledger"].update_many({"batch": batch}, {"$set": {"at": to}})


async def sent(database: Database, session: Session, wave: str) -> int:
    written = {"session": session.id, "wave": wave, "state": "sent"}
    return int(await database["mail_ledger"].count_documents(written))


async def test_everybody_gets_one_mail_of_each_wave_whichever_worker_dies(
    mail_settings: Settings,
    database: Database,
    redis_client: Redis,
    processes: ProcessStarter,
    service: FailingResend,
    crew: Crew,
    findings: Findings,
    sized: Sized,
) -> None:
    people, kills = sized(300, at_length=10_000), sized(2, at_length=20)
    within_s = sized(90, at_length=900)
    queue = JobQueue(mail_settings.required_redis_url(), mail_settings.database)
    jobs = JobService(JobRepository(database), queue, KINDS, utc_now)
    look = wave_service(mail_settings, database, paced_mailer(mail_settings, database, redis_client), jobs).look
    session = await session_with_people(mail_settings, database, people)
    processes.background("scheduler", mail_settings)
    started = time.monotonic()
    for number, wave in enumerate(WAVES):
        first_at = utc_now() - timedelta(days=2 * number)
        await date_back(database, session, first_at)
        await plan_for(database, session, ReminderPlan(starts_at=first_at, reminder_days=(1,)))
        await look()
        await kill_during(crew, service, kills // len(WAVES), people=people, within_s=within_s)

        async def all_are_sent(number: int = number, wave: str = wave) -> bool:
            # The service first: a count of ten thousand lines holds up the embedded database, and who sends by it.
            if len(mails_of(service)) < people * (number + 1):
                return False
            return await sent(database, session, wave) >= people

        await until(all_are_sent, within_s=within_s, every_s=0.5)
    await queue.close()
    show(service, crew, people, time.monotonic() - started)
    findings.tried(crew.killed)
    mails = mails_of(service)
    findings.kept(
        people * len(WAVES),
        lost=people * len(WAVES) - len(mails),
        twice=sum(count > 1 for count in mails.values()),
    )
    assert crew.killed == kills
    assert sum(service.faults.values()) > 0
    assert service.conflicts == [], "a key came back with another content"
    got = received(service)
    assert len(got) == people
    assert Counter(tuple(sorted(waves)) for waves in got.values()) == {WAVES: people}


def mails_of(service: FailingResend) -> Counter[tuple[str, str]]:
    """How often each person got the mail of each wave."""
    return Counter((mail["to"][0], mail["tags"][1]["value"]) for mail in service.mails())


def show(service: FailingResend, crew: Crew, people: int, took_s: float) -> None:
    mails = mails_of(service)
    rows = {
        "people": people,
        "waves": len(WAVES),
        "workers killed": crew.killed,
        "calls": len(service.requests),
        "calls that failed": sum(service.faults.values()),
        "of these unanswered": service.faults[0],
        "mails delivered": sum(mails.values()),
        "persons and waves without a mail": people * len(WAVES) - len(mails),
        "persons and waves with more than one": sum(count > 1 for count in mails.values()),
        "seconds": round(took_s, 1),
    }
    print("\n" + "\n".join(f"{name:<38}{value:>10}" for name, value in rows.items()))  # noqa: T201
