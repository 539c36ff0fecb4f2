"""A respondent with an outbox: every submission is sent under its first key until it is acked."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from uuid_utils import uuid7

from app.client.line import Line
from app.client.socket import Refused
from app.contracts.frames import MAX_FRAME_BYTES, Ack, Answers, Error, ServerFrame, Submit
from app.core.errors import TooLarge

Result = TypeVar("Result")

RESEND_AFTER_S = 5.0
"""An answer that has not come by then is asked for again: the same frame, the same key."""

LONGEST_RESEND_S = 40.0
"""Each silence doubles the next wait: what a server is slow to answer does not get quicker by being said more often."""

RETRY_AFTER_S = 0.2
"""After a temporary error that names no time."""


class _Outstanding:
    """A submission that has no answer yet.

    It has one clock, however often the server says to wait: were each temporary error to set off a sending of its own
    beside the clock's, sendings would multiply, and a server that is behind would never catch up.
    """

    def __init__(self, submission: Submit) -> None:
        self.submission = submission
        self.acked: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self.renew_pause()

    def renew_pause(self) -> None:
        """Before it is sent: what the server says from now on about when to try again counts."""
        self.pause_s: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    async def outcome(self, within_s: float) -> bool:
        """Wait for the answer, at most so long or for as long as the server says; True if it came."""
        await asyncio.wait((self.acked, self.pause_s), timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
        if self.pause_s.done() and not self.acked.done():
            await asyncio.wait((self.acked,), timeout=self.pause_s.result())
        return self.acked.done()


class Respondent(Line):
    """Answers as one participant. Submissions outlive connections; acks and refusals end them."""

    def __init__(self, url: str, token: str, session: str, *, randomness: Callable[[], float] = random.random) -> None:
        super().__init__(url, token, randomness=randomness)
        self._session = session
        self._outbox: dict[str, _Outstanding] = {}
        self._revisions: Counter[tuple[str, int]] = Counter()
        self._turns: defaultdict[tuple[str, int], asyncio.Lock] = defaultdict(asyncio.Lock)
        self.sent: dict[str, Submit] = {}
        self.acked: dict[str, Ack] = {}
        self.sends = 0

    @property
    def waiting(self) -> int:
        """How many submissions are under way and have no answer yet."""
        return len(self._outbox)

    async def answer(self, part: str, answers: Answers, *, attempt: int = 1) -> Ack:
        """Submit the next revision of a part; returns when a majority holds it. Raises Refused.

        Revisions of a part go out one after the other, as a phone's do: one that arrives before the revision before it
        is sent back, and of a hundred at once the server could take only the one whose turn it is.
        """
        async with self._turns[part, attempt]:
            revision = self._revisions[part, attempt] = self._revisions[part, attempt] + 1
            key = str(uuid7())
            try:
                return await self.submit(
                    Submit(
                        id=key,
                        key=key,
                        session=self._session,
                        part=part,
                        attempt=attempt,
                        revision=revision,
                        answers=answers,
                    )
                )
            except Refused:
                self._revisions[part, attempt] = revision - 1
                raise

    async def submit(self, submission: Submit) -> Ack:
        """Send, and send again under the same key, until there is an answer. Raises Refused.

        What no frame holds is not sent: it would end the connection each time.
        """
        if len(msgspec.json.encode(submission)) > MAX_FRAME_BYTES:
            raise Refused("This is more than a frame holds; send it over REST.", code=TooLarge.code)
        outstanding = self._outbox[submission.id] = _Outstanding(submission)
        self.sent[submission.key] = submission
        patience_s = RESEND_AFTER_S
        try:
            while True:
                outstanding.renew_pause()
                await self._send(submission)
                if await outstanding.outcome(patience_s):
                    return outstanding.acked.result()
                if not outstanding.pause_s.done():
                    patience_s = min(2 * patience_s, LONGEST_RESEND_S)
        finally:
            del self._outbox[submission.id]

    async def on_open(self) -> None:
        for outstanding in list(self._outbox.values()):
            await self._send(outstanding.submission)

    async def on_frame(self, frame: ServerFrame) -> None:
        if isinstance(frame, Ack | Error) and isinstance(frame.id, str) and frame.id in self._outbox:
            outstanding = self._outbox[frame.id]
            if isinstance(frame, Ack):
                self.acked[outstanding.submission.key] = frame
                _settle(outstanding.acked, frame)
            elif frame.temporary:
                _settle(outstanding.pause_s, _pause_s_of(frame))
            elif not outstanding.acked.done():
                outstanding.acked.set_exception(Refused(frame.message, code=frame.code, fields=_fields_of(frame)))

    async def _send(self, submission: Submit) -> None:
        """Best effort: whatever is not answered goes out again."""
        self.sends += await self.send(submission)


def _settle(future: asyncio.Future[Result], result: Result) -> None:
    if not future.done():
        future.set_result(result)


def _pause_s_of(error: Error) -> float:
    return error.retry_after_ms / 1000 if isinstance(error.retry_after_ms, int) else RETRY_AFTER_S


def _fields_of(error: Error) -> Any:
    return tuple(error.fields) if isinstance(error.fields, list) else ()
