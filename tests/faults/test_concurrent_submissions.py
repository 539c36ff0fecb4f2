"""Faults 9 to 11: one key many times at once, one key for two payloads, two devices at once."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import httpx
import pytest

from app.core.errors import KeyConflict, RevisionConflict, RevisionGap, SessionEnded
from app.core.identity import new_id
from app.core.principals import Participant
from app.core.settings import Settings
from app.features.analytics.tally import Counts
from app.features.sessions.model import Command, Session
from app.features.submissions.model import Receipt
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.entries import new_submission
from tests.builders.rest import Caller, answer, data_of
from tests.builders.sessions import CHOICE, new_member, opened_session, session_service
from tests.builders.sockets import raw_socket
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay
from tests.faults.oracle import (
    Books,
    assert_nothing_lost_or_doubled,
    assert_shown_and_exported,
    tally_of,
    verified,
)
from tests.faults.watched import WatchedRoom, socket_url_of
from tests.fixtures.findings import Findings
from tests.fixtures.gateways import running_gateway

pytestmark = pytest.mark.fault


def participant_of(session: Session) -> Participant:
    return Participant(new_id("par"), session.id, session.organization)


@pytest.mark.fault(9)
async def test_one_key_sent_fifty_times_through_two_gateways_is_stored_once(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    start_relay(settings)
    token, body = room.room.participant_token(), answer(CHOICE.id, "red")
    frame = {"type": "submit", "id": "s", "session": room.id, **body}
    async with running_gateway(settings) as other, AsyncExitStack() as stack:
        urls = [room.base_url, other.base_url]
        addresses = [socket_url_of(urls[number % 2]) for number in range(25)]
        sockets = [await stack.enter_async_context(raw_socket(address)) for address in addresses]
        for socket in sockets:
            await socket.hello(token)
        https = [await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=30.0)) for url in urls]
        path = f"/sessions/{room.id}/submissions"
        posts = [Caller(https[number % 2], token).post(path, body) for number in range(25)]
        answers = await asyncio.gather(*(socket.ask(**frame) for socket in sockets), *posts)
    acks = [data_of(one) if isinstance(one, httpx.Response) else one for one in answers]
    assert sorted(ack["status"] for ack in acks) == ["accepted"] + 49 * ["duplicate"]
    [(key, receipt, _)] = {(ack["key"], ack["receipt"], ack["at"]) for ack in acks}
    counted = Counts(1, {"colour@1": {"n": 1, "o:red": 1}})
    books = Books(sent=[key], receipts={key: receipt}, expected=counted, secret=room.receipt_secret)
    await assert_nothing_lost_or_doubled(room, books)


@pytest.mark.fault(10)
@pytest.mark.parametrize("at_once", [True, False])
async def test_the_same_key_with_another_payload_is_refused(
    at_once: bool, database: Database, findings: Findings
) -> None:
    session = (await opened_session(database)).session
    participant, first = participant_of(session), new_submission(session.id, value="red")
    second = new_submission(session.id, value="blue", key=first.key)
    async with submission_service(database) as one, submission_service(database) as other:
        if not at_once:
            await one.submit(participant, first)
        results = await asyncio.gather(
            one.submit(participant, first), other.submit(participant, second), return_exceptions=True
        )
    assert sum(isinstance(result, Receipt) for result in results) == 1
    assert all(isinstance(result, Receipt | KeyConflict) for result in results)
    stored = await EntryLog(database).count(session.id)
    findings.kept(1, lost=1 - min(stored, 1), twice=max(stored, 1) - 1)
    assert stored == 1


async def test_a_key_belongs_to_one_participant_of_a_session(database: Database) -> None:
    session = (await opened_session(database)).session
    first = new_submission(session.id)
    async with submission_service(database) as service:
        await service.submit(participant_of(session), first)
        with pytest.raises(KeyConflict):
            await service.submit(participant_of(session), first)


@pytest.mark.fault(11)
async def test_of_two_devices_that_revise_at_once_one_is_told_to_rebase(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    database, session = room.database, room.session
    start_relay(settings)
    participant = participant_of(session)
    async with submission_service(database) as phone, submission_service(database) as laptop:
        await phone.submit(participant, new_submission(session.id, value="red"))
        results = await asyncio.gather(
            phone.submit(participant, new_submission(session.id, value="blue", revision=2)),
            laptop.submit(participant, new_submission(session.id, value="green", revision=2)),
            return_exceptions=True,
        )
        [conflict] = [result for result in results if isinstance(result, RevisionConflict)]
        assert conflict.current_revision == 2
        [_] = [result for result in results if isinstance(result, Receipt)]
        await laptop.submit(participant, new_submission(session.id, value="green", revision=3))
    verification = await verified(database, session.id)
    assert verification.agrees
    assert verification.entries_in_log == 3
    tally = await tally_of(database, session.id)
    assert tally.counts == Counts(3, {"colour@1": {"n": 1, "o:green": 1}})
    await assert_shown_and_exported(room, tally)
    room.findings.kept(3)


async def test_a_revision_whose_predecessor_is_missing_is_refused_for_now(database: Database) -> None:
    session = (await opened_session(database)).session
    participant = participant_of(session)
    second = new_submission(session.id, value="blue", revision=2)
    async with submission_service(database) as service:
        with pytest.raises(RevisionGap) as refusal:
            await service.submit(participant, second)
        assert refusal.value.temporary
        await service.submit(participant, new_submission(session.id, value="red"))
        assert (await service.submit(participant, second)).status == "accepted"


async def test_a_resend_gets_its_receipt_even_after_the_session_has_ended(database: Database) -> None:
    member = new_member()
    session = (await opened_session(database, member=member)).session
    participant, submission = participant_of(session), new_submission(session.id)
    async with submission_service(database) as service:
        first = await service.submit(participant, submission)
    await session_service(database).control(member, session.id, Command("end"))
    async with submission_service(database) as service:
        again = await service.submit(participant, submission)
        assert (again.status, again.receipt, again.at) == ("duplicate", first.receipt, first.at)
        with pytest.raises(SessionEnded):
            await service.submit(participant, new_submission(session.id, revision=2))
