"""Faults 9 to 11: one key many times at once, one key for two payloads, two devices at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import AsyncExitStack

import httpx
import pytest

from app.core.errors import KeyConflict, RevisionConflict
from app.core.identity import new_id
from app.core.principals import Participant
from app.core.settings import Settings
from app.features.analytics.tally import Counts
from app.features.sessions.model import Session
from app.features.submissions.model import NewSubmission, Receipt
from app.features.submissions.repository import EntryLog
from tests.builders.entries import new_submission
from tests.builders.rest import Caller, answer, data_of
from tests.builders.sessions import CHOICE
from tests.builders.sockets import raw_socket
from tests.builders.submissions import RECEIPT_SECRET, submission_service
from tests.faults.conftest import StartRelay
from tests.faults.oracle import Books, assert_nothing_lost_or_doubled
from tests.faults.watched import WatchedRoom, socket_url_of
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
async def test_the_same_key_with_another_payload_is_refused_at_once_and_later(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    start_relay(settings)
    acked: dict[str, tuple[NewSubmission, Receipt]] = {}
    async with submission_service(room.database) as one, submission_service(room.database) as other:
        for is_stored in (False, True):
            participant, first = participant_of(room.session), new_submission(room.id, value="red")
            second = new_submission(room.id, value="blue", key=first.key)
            if is_stored:
                await one.submit(participant, first)
            results = await asyncio.gather(
                one.submit(participant, first), other.submit(participant, second), return_exceptions=True
            )
            [_] = [result for result in results if isinstance(result, KeyConflict)]
            pairs = zip((first, second), results, strict=True)
            [acked[first.key]] = [(sent, result) for sent, result in pairs if isinstance(result, Receipt)]
    stored = {entry.key: entry.answers async for entry in EntryLog(room.database).scan(room.id)}
    assert stored == {key: sent.answers for key, (sent, _) in acked.items()}
    room.findings.tried(len(acked))
    await assert_nothing_lost_or_doubled(room, books_of(acked))


def books_of(acked: Mapping[str, tuple[NewSubmission, Receipt]]) -> Books:
    """What must be there of first answers that were acked."""
    colours = Counter(str(sent.answers[CHOICE.id]) for sent, _ in acked.values())
    cell = {"n": len(acked), **{f"o:{colour}": count for colour, count in colours.items()}}
    receipts = {key: receipt.receipt for key, (_, receipt) in acked.items()}
    return Books(
        sent=acked, receipts=receipts, expected=Counts(len(acked), {f"{CHOICE.id}@1": cell}), secret=RECEIPT_SECRET
    )


@pytest.mark.fault(11)
async def test_of_two_devices_that_revise_at_once_one_is_told_to_rebase(
    settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    start_relay(settings)
    participant = participant_of(room.session)
    async with submission_service(room.database) as phone, submission_service(room.database) as laptop:
        first = await phone.submit(participant, new_submission(room.id, value="red"))
        results = await asyncio.gather(
            phone.submit(participant, new_submission(room.id, value="blue", revision=2)),
            laptop.submit(participant, new_submission(room.id, value="green", revision=2)),
            return_exceptions=True,
        )
        [conflict] = [result for result in results if isinstance(result, RevisionConflict)]
        assert conflict.current_revision == 2
        [second] = [result for result in results if isinstance(result, Receipt)]
        third = await laptop.submit(participant, new_submission(room.id, value="green", revision=3))
    receipts = {receipt.key: receipt.receipt for receipt in (first, second, third)}
    counted = Counts(3, {"colour@1": {"n": 1, "o:green": 1}})
    books = Books(sent=list(receipts), receipts=receipts, expected=counted, secret=RECEIPT_SECRET)
    await assert_nothing_lost_or_doubled(room, books)
