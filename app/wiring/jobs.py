"""What workers and schedulers are made of: every kind of job stands here once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from app.core.clock import monotonic, utc_now
from app.core.identity import new_id
from app.core.settings import Settings
from app.features.analytics.reconciler import RECOUNT, Reconciler
from app.features.analytics.recounts import RecountRepository
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService
from app.features.jobs.model import Job, JobKind
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.mailings.waves import SEND_WAVE
from app.features.reports.leftovers import keep_removed
from app.features.reports.model import MAKE_REPORT, MAX_ATTEMPTS
from app.features.reports.sending import SEND_REPORT
from app.features.sessions.repository import SessionRepository
from app.features.submissions.repository import EntryLog
from app.features.webhooks.courier import MOST_ATTEMPTS
from app.features.webhooks.lines import DELIVER
from app.infra.job_queue import JobQueue
from app.infra.lease import Lease
from app.infra.mailer import Mailer
from app.infra.mongo import Database
from app.infra.outgoing import Outgoing
from app.wiring.authoring import authoring
from app.wiring.connections import Connections, connected
from app.wiring.mail import paced_mailer
from app.wiring.mailing import wave_service
from app.wiring.reports import report_adoption, report_maker, report_sending
from app.wiring.running import running_sessions
from app.wiring.upkeep import keep_up
from app.wiring.watching import watched
from app.wiring.webhooks import outgoing_of, webhook_courier, webhook_feeder
from jobs.scheduler import Recurring, Scheduler
from jobs.watch import Watch
from jobs.worker import Work, Worker

log = logging.getLogger(__name__)

LOOK_FOR_DRIFT = "look_for_drift"
FORGET_JOBS = "forget_jobs"
UPKEEP = "upkeep"
LOOK_FOR_WAVES = "look_for_waves"
LOOK_FOR_REPORTS = "look_for_reports"

MAIL_ATTEMPTS = 60
"""Two days and more: a mail service that is away for a night loses nobody their mail."""
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
KINDS: Mapping[str, JobKind] = {
    kind.name: kind
    for kind in (
        JobKind(name=LOOK_FOR_DRIFT, max_attempts=1, every=A_MINUTE),
        JobKind(name=RECOUNT, max_attempts=5, at_once=2),
        JobKind(name=FORGET_JOBS, max_attempts=3, every=AN_HOUR),
        JobKind(name=UPKEEP, max_attempts=3, timeout=AN_HOUR, every=AN_HOUR),
        JobKind(name=LOOK_FOR_WAVES, max_attempts=1, every=A_MINUTE),
        JobKind(name=LOOK_FOR_REPORTS, max_attempts=1, every=A_MINUTE),
        JobKind(name=SEND_REPORT, max_attempts=MAIL_ATTEMPTS, timeout=AN_HOUR, at_once=2),
        JobKind(name=SEND_WAVE, max_attempts=MAIL_ATTEMPTS, timeout=timedelta(hours=2), at_once=3),
        JobKind(name=MAKE_REPORT, max_attempts=MAX_ATTEMPTS, timeout=AN_HOUR, at_once=2),
        JobKind(name=DELIVER, max_attempts=MOST_ATTEMPTS, timeout=timedelta(minutes=1), at_once=4),
    )
}
RECURRING = tuple(Recurring(kind.name, kind.every) for kind in KINDS.values() if kind.every is not None)
SCHEDULER_LEASE, FEEDER_LEASE = "scheduler", "webhook_feeder"
FEEDER_PAUSE_S = 1.0
AT_ONCE = 16
"""Jobs of one worker at the same time: most of them wait for the database or the network. More than all kinds that have
a bound of their own take together, so that those that look for what is due always find a place."""


async def run_worker(settings: Settings, stop: asyncio.Event) -> None:
    """Run jobs until ``stop`` is set; those under way then have SHUTDOWN_TIMEOUT_S to end, or are given back.

    Raises SettingsInvalid where a URL is missing.
    """
    async with (
        connected(settings) as servers,
        watched(settings, "worker", servers.database.client, servers.cache),
        job_queue(settings) as queue,
        outgoing_of(settings) as out,
    ):
        jobs = job_service(servers.database, queue)
        worker = Worker(jobs, KINDS, _works(settings, servers, jobs, out), stop)
        async with asyncio.TaskGroup() as both:
            longest = KINDS[MAKE_REPORT].timeout
            both.create_task(keep_removed(stop, left_after=longest, clock=utc_now))
            await queue.listen(worker.run, stop, at_once=AT_ONCE, grace_s=settings.shutdown_timeout_s)


async def run_scheduler(settings: Settings, stop: asyncio.Event) -> None:
    """Wake workers for what is due until ``stop`` is set, then give the lease back.

    Raises SettingsInvalid where a URL is missing.
    """
    async with (
        connected(settings) as servers,
        watched(settings, "scheduler", servers.database.client, servers.cache),
        job_queue(settings) as queue,
    ):
        jobs = job_service(servers.database, queue)
        leases = [
            Lease(
                servers.database,
                name,
                holder=new_id("sch"),
                ttl_s=settings.relay_lease_s,
                clock=utc_now,
                ticks=monotonic,
            )
            for name in (SCHEDULER_LEASE, FEEDER_LEASE)
        ]
        feeder = webhook_feeder(settings, servers.database, jobs)
        async with asyncio.TaskGroup() as both:
            both.create_task(Scheduler(jobs, leases[0], RECURRING, utc_now).run(stop))
            both.create_task(Watch(feeder.look, leases[1], pause_s=FEEDER_PAUSE_S).run(stop))


def job_service(database: Database, queue: JobQueue) -> JobService:
    """The door to jobs, for any process."""
    return JobService(JobRepository(database), queue, KINDS, utc_now)


@asynccontextmanager
async def job_queue(settings: Settings) -> AsyncIterator[JobQueue]:
    """Open until the context ends. Raises SettingsInvalid where the URL is missing."""
    queue = JobQueue(settings.required_redis_url(), settings.database)
    try:
        yield queue
    finally:
        await queue.close()


def _works(settings: Settings, servers: Connections, jobs: JobService, out: Outgoing) -> dict[str, Work]:
    tallies = TallyRepository(servers.database)
    reconciler = Reconciler(
        sessions=SessionRepository(servers.database),
        tallies=tallies,
        recounts=RecountRepository(servers.database),
        analytics=AnalyticsService(tallies=tallies, entries=EntryLog(servers.database), sessions=servers.sessions),
        jobs=jobs,
        clock=utc_now,
    )
    mailer = paced_mailer(settings, servers.database, servers.cache)
    waves = wave_service(settings, servers.database, mailer, jobs)
    courier = webhook_courier(settings, servers.database, servers.audit, jobs, out)

    async def look_for_waves(_job: Job) -> None:
        await waves.look()

    async def send_wave(job: Job) -> None:
        given, due = job.arguments, job.arguments.get("due")
        due_at = datetime.fromisoformat(due) if due is not None else job.wanted_at  # the release before names none
        await waves.send(given["session"], given["wave"], int(given["version"]), due_at)

    async def look_for_drift(_job: Job) -> None:
        await reconciler.look()

    async def recount(job: Job) -> None:
        await reconciler.recount(job.arguments["session"])

    async def forget_jobs(_job: Job) -> None:
        await jobs.forget_old()
        await courier.forget_old()
        await courier.go_on()

    async def deliver(job: Job) -> None:
        await courier.deliver(job.arguments["delivery"])

    async def upkeep(_job: Job) -> None:
        done = await keep_up(settings, servers, mailer)
        answers = done.answers
        finished, removed = answers.erasures_finished, answers.logs_removed
        log.info("erasures finished: %d, logs removed: %d, reports: %d", finished, removed, done.reports_removed)
        log.info("unused images removed: %d", done.images_removed)
        deleted, organizations = done.accounts_deleted, done.organizations_deleted
        log.info("deleted: accounts %d, organizations %d; reuses told: %d", deleted, organizations, done.reuses_told)
        log.info("sessions ended: closed %d, forgotten %d", answers.sessions_ended, answers.sessions_forgotten)

    return {
        **_report_works(settings, servers, mailer, jobs),
        LOOK_FOR_DRIFT: look_for_drift,
        RECOUNT: recount,
        FORGET_JOBS: forget_jobs,
        LOOK_FOR_WAVES: look_for_waves,
        SEND_WAVE: send_wave,
        UPKEEP: upkeep,
        DELIVER: deliver,
    }


def _report_works(settings: Settings, servers: Connections, mailer: Mailer, jobs: JobService) -> dict[str, Work]:
    surveys = authoring(servers.database, servers.audit).surveys
    running = running_sessions(servers.database, surveys, servers.bus, servers.audit)
    fonts = settings.report_fonts
    maker = report_maker(servers.database, running.sessions, running.participants, running.events, fonts=fonts)
    sending = report_sending(settings, servers.database, running.sessions, maker, mailer, jobs)

    adoption = report_adoption(servers.database, running.events, jobs)

    async def make_report(job: Job) -> None:
        await maker.make(job.arguments["report"], is_last=job.attempt >= MAX_ATTEMPTS)

    async def look_for_reports(_job: Job) -> None:
        await sending.look()
        await adoption.look()

    async def send_report(job: Job) -> None:
        due = datetime.fromisoformat(job.arguments["due"])
        await sending.send(job.arguments["session"], due, is_last=job.attempt >= MAX_ATTEMPTS)

    return {MAKE_REPORT: make_report, LOOK_FOR_REPORTS: look_for_reports, SEND_REPORT: send_report}
