"""Phones on real sockets that answer in turn until they are told to stop, and what they wrote down."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from app.client.respondent import Respondent
from app.features.analytics.tally import Counts
from tests.builders.entries import CHOICES
from tests.builders.sessions import CHOICE
from tests.faults.oracle import Books
from tests.faults.watched import WatchedRoom
from tests.fixtures.waiting import until

QUESTION = CHOICE.id
PAUSE_S = 0.05
SETTLED_WITHIN_S = 60.0
MOST_UNDER_WAY = 3
"""Answers of one phone; while its gateway is away it does not pile up more."""


@asynccontextmanager
async def voting(
    room: WatchedRoom, *, phones: int, url: str | None = None, pause_s: float = PAUSE_S
) -> AsyncIterator[list[Respondent]]:
    """A room whose phones answer again and again; when the context ends, all that they sent is acked."""
    over = asyncio.Event()
    async with AsyncExitStack() as stack:
        people = [Respondent(url or room.socket_url, room.room.participant_token(), room.id) for _ in range(phones)]
        for phone in people:
            await stack.enter_async_context(phone)
        answering = asyncio.create_task(_answer_until(over, people, pause_s))
        try:
            yield people
            over.set()
            async with asyncio.timeout(SETTLED_WITHIN_S):
                await answering
        finally:
            answering.cancel()
            await asyncio.wait((answering,))


async def _answer_until(over: asyncio.Event, phones: Sequence[Respondent], pause_s: float) -> None:
    async with asyncio.TaskGroup() as answers:
        for number, phone in enumerate(itertools.cycle(phones)):
            if over.is_set():
                return
            if len(phone.sent) - len(phone.acked) < MOST_UNDER_WAY:
                answers.create_task(phone.answer(QUESTION, {QUESTION: CHOICES[number % 7 % 3]}))
            await asyncio.sleep(pause_s)


async def all_answered(phones: Sequence[Respondent]) -> None:
    """Return once each of them has had an ack."""
    await until(lambda: all(phone.acked for phone in phones), within_s=SETTLED_WITHIN_S)


def books_of(room: WatchedRoom, phones: Sequence[Respondent]) -> Books:
    """What they wrote down, once everybody is done. The receipts are those of the last ack of each key."""
    standing = [max(phone.sent.values(), key=lambda sent: sent.revision) for phone in phones if phone.sent]
    options = {f"o:{value}": count for value, count in Counter(one.answers[QUESTION] for one in standing).items()}
    receipts = {key: str(ack.receipt) for phone in phones for key, ack in phone.acked.items()}
    sent = [key for phone in phones for key in phone.sent]
    counts = Counts(len(sent), {f"{QUESTION}@1": {"n": len(standing), **options}})
    return Books(sent=sent, receipts=receipts, expected=counts, secret=room.receipt_secret)
