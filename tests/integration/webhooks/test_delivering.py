"""Receivers that fail, workers that die: every event arrives, in order per session, once per id."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.core.errors import NotFound, WrongState
from app.core.principals import Member
from app.core.settings import Settings
from app.features.accounts.model import User
from app.features.accounts.repository import AccountRepository
from app.features.jobs.model import WORKER_LOST
from app.features.sessions.model import Command
from app.features.webhooks.model import GIVE_UP_AFTER, REMEMBERED_FOR
from app.features.webhooks.service import WebhookSettings
from app.infra import mongo
from app.infra.mongo import Database
from tests.builders.audit import actions
from tests.builders.sessions import new_member, session_service, started_session
from tests.builders.webhook_receiver import Answer, Receiver
from tests.builders.webhooks import Post, post_on
from tests.fixtures.queries import Recorder

BROKEN: Answer = (503, {})
STARTED, ENDED = "session.started", "session.ended"


class Killed(BaseException):
    """The worker's process is gone at this point."""


def kill(_point: str) -> None:
    raise Killed


@pytest.fixture
async def ada(database: Database) -> Member:
    """An address that is proven: webhooks need one."""
    member = new_member()
    ada = User(member.user, "Ada", "ada@example.org", "no hash", email_verified=True)
    await AccountRepository(database).add_user(ada, utc_now())
    return member


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    with receiver.up():
        yield receiver


@pytest.fixture
async def post(settings: Settings, queries: Recorder, database: Database) -> AsyncIterator[Post]:
    client = mongo.connect(settings.required_mongodb_url())  # one that the recorder listens to
    async with post_on(settings, client[database.name]) as post:
        yield post
    client.close()


async def sessions(post: Post, member: Member, *names: str) -> None:
    """Each of these starts, then each ends."""
    for action in (STARTED, ENDED):
        for name in names:
            await post.event(member, action, name)


async def test_what_members_do_is_told_without_names_or_answers(
    post: Post, database: Database, ada: Member, receiver: Receiver
) -> None:
    webhook, _ = await post.hook(ada, receiver)
    full = await started_session(database, member=ada)
    session = full.session
    await session_service(database).control(ada, session.id, Command("end", None))
    await post.run()
    told = {one.message["type"]: one.message["data"] for one in receiver.requests}
    survey = {"survey": session.survey, "version": 1}
    assert told == {
        "survey.published": {"organization": ada.organization, **survey},
        STARTED: {"organization": ada.organization, "session": session.id, **survey, "mode": "live"},
        ENDED: {"organization": ada.organization, "session": session.id},
    }
    assert all(ada.user not in one.body.decode() for one in receiver.requests)
    assert {one.state for one in await post.deliveries(webhook)} == {"delivered"}
    assert not await post.due()


async def test_a_receiver_that_is_down_for_a_while_gets_everything_in_order_and_once_per_id(
    post: Post, ada: Member
) -> None:
    receiver = Receiver()
    webhook, _ = await post.hook(ada, receiver)
    names = [f"ses_{number}" for number in range(4)]
    await sessions(post, ada, *names)
    await post.run_for(hours=2)
    waiting = await post.deliveries(webhook)
    assert {(one.state, one.attempt > 5) for one in waiting if one.type == STARTED} == {("queued", True)}
    assert {(one.state, one.attempt) for one in waiting if one.type == ENDED} == {("queued", 0)}
    with receiver.up():
        receiver.decide = lambda request: BROKEN if len(receiver.requests) % 3 else (200, {})
        await post.run_for(hours=24)
    assert {name: receiver.order(name) for name in names} == {name: [STARTED, ENDED] for name in names}
    assert len(receiver.requests) > len(receiver.taken) == 8
    assert {one.state for one in await post.deliveries(webhook)} == {"delivered"}
    bodies: dict[str, set[bytes]] = {}
    for one in receiver.requests:
        bodies.setdefault(one.id, set()).add(one.body)
    assert {len(one) for one in bodies.values()} == {1}, "the same each time"


async def test_a_session_that_fails_holds_up_no_other(post: Post, ada: Member, receiver: Receiver) -> None:
    receiver.decide = lambda request: BROKEN if request.message["data"]["session"] == "ses_bad" else (200, {})
    await post.hook(ada, receiver)
    await sessions(post, ada, "ses_bad", "ses_good")
    await post.run()
    assert (receiver.order("ses_good"), receiver.order("ses_bad")) == ([STARTED, ENDED], [])
    receiver.decide = lambda _: (200, {})
    await post.run_for(minutes=1)
    assert receiver.order("ses_bad") == [STARTED, ENDED]


async def test_a_worker_killed_before_it_wrote_down_the_answer_sends_the_same_id_again(
    post: Post, ada: Member, receiver: Receiver
) -> None:
    webhook, _ = await post.hook(ada, receiver)
    await sessions(post, ada, "ses_1")
    await post.feeder.look()
    (job,) = await post.due()
    with pytest.raises(Killed):
        await post.worker(kill).run(job)
    assert [one.attempt for one in await post.deliveries(webhook)] == [0, 0]
    post.clock.move(seconds=16)  # its lease
    await post.run()
    assert [one.id for one in receiver.requests].count(receiver.requests[0].id) == 2
    assert receiver.order("ses_1") == [STARTED, ENDED]


async def test_a_worker_killed_before_the_next_in_line_had_a_job_leaves_one_that_goes_on(
    post: Post, ada: Member, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.hook(ada, receiver)
    await sessions(post, ada, "ses_1")
    await post.feeder.look()
    (job,) = await post.due()
    with monkeypatch.context() as patch:
        patch.setattr("app.features.webhooks.lines.Lines.advance", lambda *_: kill("advance"))
        with pytest.raises(Killed):
            await post.worker().run(job)
    assert receiver.order("ses_1") == [STARTED]
    post.clock.move(seconds=16)
    await post.run()
    assert receiver.order("ses_1") == [STARTED, ENDED]
    assert len(receiver.requests) == 2


async def test_feeders_that_die_or_meet_add_nothing_twice(
    post: Post, ada: Member, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook, _ = await post.hook(ada, receiver)
    await sessions(post, ada, *(f"ses_{number}" for number in range(30)))
    with monkeypatch.context() as patch:
        patch.setattr("app.features.webhooks.repository.WebhookRepository.move", lambda *_: kill("move"))
        with pytest.raises(Killed):
            await post.feeder.look()
    await asyncio.gather(*(post.another_feeder().look() for _ in range(3)))
    await post.run()
    log = await post.deliveries(webhook)
    assert len(log) == len(receiver.requests) == len(receiver.taken) == 60
    assert [one.number for one in log] == sorted({one.number for one in log})


async def test_only_what_was_asked_for_and_what_happens_from_now_on_is_told(
    post: Post, ada: Member, receiver: Receiver
) -> None:
    await post.event(ada, STARTED, "ses_before")
    webhook, _ = await post.hook(ada, receiver, events=(ENDED,))
    await sessions(post, ada, "ses_1")
    await post.event(new_member(), ENDED, "ses_of_others")
    await post.event(ada, "survey.created", "srv_1")
    await post.run()
    assert [one.message["data"]["session"] for one in receiver.requests] == ["ses_1"]
    assert [one.type for one in await post.deliveries(webhook)] == [ENDED]


async def test_after_three_days_a_delivery_is_dead_the_webhook_off_and_an_admin_can_have_it_sent(
    post: Post, database: Database, ada: Member
) -> None:
    receiver = Receiver(lambda _: BROKEN)
    with receiver.up():
        webhook, _ = await post.hook(ada, receiver)
        await sessions(post, ada, "ses_1")
        await post.run_for(days=4)
        first, second = await post.deliveries(webhook)
        assert (first.state, second.state) == ("dead", "skipped")
        assert first.settled_at is not None
        assert GIVE_UP_AFTER <= first.settled_at - first.created_at <= GIVE_UP_AFTER + timedelta(hours=3)
        assert (first.attempt > 40, len(first.attempts)) == (True, 20)
        job = await post.jobs._repository.find(f"deliver_webhook:{first.id}")
        assert job is not None
        assert (job.state, job.error and job.error.kind) == ("dead", "webhook_given_up")
        off = await post.webhooks.get(ada, webhook.id)
        assert (off.is_enabled, off.disabled) == (False, "failing")
        assert (await actions(database, ada.organization))[-1] == "webhook.disabled"
        with pytest.raises(WrongState):
            await post.log.redeliver(ada, webhook.id, first.id)
        receiver.decide = lambda _: (200, {})
        on = WebhookSettings(webhook.url, webhook.events, "", is_enabled=True)
        await post.webhooks.edit(ada, webhook.id, on, based_on=off.version)
        for one in (first, second):
            await post.log.redeliver(ada, webhook.id, one.id)
        await post.run()
    assert receiver.order("ses_1") == [STARTED, ENDED]
    assert {one.state for one in await post.deliveries(webhook)} == {"delivered"}


async def test_a_delivery_that_ends_its_workers_holds_up_no_other_and_can_be_sent_again(
    post: Post, ada: Member, receiver: Receiver
) -> None:
    webhook, _ = await post.hook(ada, receiver)
    await post.event(ada, STARTED, "ses_1")
    await post.feeder.look()
    (first,) = await post.deliveries(webhook)
    job = await post.jobs.take(f"deliver_webhook:{first.id}")
    assert job is not None
    with pytest.raises(WrongState, match="waits"):
        await post.log.redeliver(ada, webhook.id, first.id)
    await post.event(ada, ENDED, "ses_1")
    await post.feeder.look()
    await post.jobs.fail(job, WORKER_LOST, for_good=True)
    await post.courier().go_on()
    await post.run()
    assert receiver.order("ses_1") == [ENDED]
    assert [one.state for one in await post.deliveries(webhook)] == ["dead", "delivered"]
    await post.log.redeliver(ada, webhook.id, first.id)
    await post.run()
    assert receiver.order("ses_1") == [ENDED, STARTED]


async def test_one_whose_job_is_just_ending_stays_as_it_ended(post: Post, ada: Member, receiver: Receiver) -> None:
    webhook, _ = await post.hook(ada, receiver)
    await post.event(ada, STARTED, "ses_1")
    await post.feeder.look()
    (first,) = await post.deliveries(webhook)
    assert await post.jobs.take(f"deliver_webhook:{first.id}") is not None
    await post.courier().deliver(first.id)
    with pytest.raises(WrongState, match="not ended"):
        await post.log.redeliver(ada, webhook.id, first.id)
    (after,) = await post.deliveries(webhook)
    assert (after.state, after.settled_at is not None) == ("delivered", True)


async def test_one_that_is_gone_is_told_nothing_more(post: Post, ada: Member, receiver: Receiver) -> None:
    receiver.decide = lambda _: (410, {})
    webhook, _ = await post.hook(ada, receiver)
    await sessions(post, ada, "ses_1", "ses_2")
    await post.run()
    await post.event(ada, STARTED, "ses_3")
    await post.run()
    assert len(receiver.requests) == 1
    assert (await post.webhooks.get(ada, webhook.id)).disabled == "gone"
    assert sorted(one.state for one in await post.deliveries(webhook)) == ["dead", "skipped", "skipped", "skipped"]


async def test_a_webhook_that_was_deleted_leaves_nothing_behind(
    post: Post, database: Database, ada: Member, receiver: Receiver
) -> None:
    webhook, _ = await post.hook(ada, receiver)
    await sessions(post, ada, "ses_1")
    await post.feeder.look()
    await post.webhooks.delete(ada, webhook.id)
    await post.run()
    assert receiver.requests == []
    assert await database["webhook_deliveries"].count_documents({"webhook": webhook.id}) == 0
    with pytest.raises(NotFound):
        await post.webhooks.get(ada, webhook.id)


async def test_what_ended_long_ago_is_forgotten_and_what_waits_is_not(
    post: Post, ada: Member, receiver: Receiver
) -> None:
    webhook, _ = await post.hook(ada, receiver)
    await post.event(ada, STARTED, "ses_1")
    await post.run()
    receiver.decide = lambda _: BROKEN
    await post.event(ada, ENDED, "ses_1")
    await post.run()
    post.clock.now += REMEMBERED_FOR + timedelta(days=1)
    assert await post.courier().forget_old() == 1
    assert [one.state for one in await post.deliveries(webhook)] == ["queued"]


async def test_a_new_secret_signs_beside_the_former_one_for_a_day(post: Post, ada: Member, receiver: Receiver) -> None:
    webhook, _ = await post.hook(ada, receiver)
    await post.webhooks.renew_secret(ada, webhook.id)
    signatures = []
    for hours in (0, 25):
        post.clock.move(hours=hours)
        await post.event(ada, STARTED, f"ses_{hours}")
        await post.run()
        signatures.append(len(receiver.requests[-1].headers["webhook-signature"].split()))
    assert signatures == [2, 1]
