"""A respondent with an outbox: every submission is sent under its first key until it is acked."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import Any

from uuid_utils import uuid7

from app.client.line import Line
from app.client.socket import Refused
from app.contracts.frames import Ack, Answers, Error, ServerFrame, Submit

RESEND_AFTER_S = 5.0
"""An answer that has not come by then is asked for again: the same frame, the same key."""


class Respondent(Line):
    """Answers as one participant. Submissions outlive connections; acks and refusals end them."""

    def __init__(self, url: str, token: str, session: str, *, randomness: Callable[[], float] = random.random) -> None:
        super().__init__(url, token, randomness=randomness)
        self._session = session
        self._outbox: dict[str, tuple[Submit, asyncio.Future[Ack]]] = {}
        self._revisions: dict[tuple[str, int], int] = {}
        self._resends: set[asyncio.Task[None]] = set()
        self.sent: dict[str, Submit] = {}
        self.acked: dict[str, Ack] = {}
        self.sends = 0

    async def answer(self, part: str, answers: Answers, *, attempt: int = 1) -> Ack:
        """Submit the next revision of a part; returns when a majority holds it. Raises Refused."""
        revision = self._revisions.get((part, attempt), 0) + 1
        self._revisions[part, attempt] = revision
        key = str(uuid7())
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

    async def submit(self, submission: Submit) -> Ack:
        """Send, and send again under the same key, until there is an answer. Raises Refused."""
        acked: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._outbox[submission.id] = (submission, acked)
        self.sent[submission.key] = submission
        try:
            while True:
                await self._send(submission)
                done, _ = await asyncio.wait((acked,), timeout=RESEND_AFTER_S)
                if done:
                    return acked.result()
        finally:
            del self._outbox[submission.id]

    async def on_open(self) -> None:
        for submission, _ in list(self._outbox.values()):
            await self._send(submission)

    async def on_frame(self, frame: ServerFrame) -> None:
        if isinstance(frame, Ack | Error) and isinstance(frame.id, str) and frame.id in self._outbox:
            submission, acked = self._outbox[frame.id]
            if isinstance(frame, Ack):
                self.acked[submission.key] = frame
                _settle(acked, frame)
            elif frame.temporary:
                self._send_later(submission, frame)
            elif not acked.done():
                acked.set_exception(Refused(frame.message, code=frame.code, fields=_fields_of(frame)))

    async def __aexit__(self, *_: object) -> None:
        for task in list(self._resends):
            task.cancel()
        await asyncio.gather(*self._resends, return_exceptions=True)
        await super().__aexit__(*_)

    async def _send(self, submission: Submit) -> None:
        """Best effort: whatever is not answered goes out again."""
        self.sends += await self.send(submission)

    def _send_later(self, submission: Submit, error: Error) -> None:
        pause_s = error.retry_after_ms / 1000 if isinstance(error.retry_after_ms, int) else 0.2

        async def resend() -> None:
            await asyncio.sleep(pause_s)
            if submission.id in self._outbox:
                await self._send(submission)

        task = asyncio.create_task(resend())
        self._resends.add(task)
        task.add_done_callback(self._resends.discard)


def _settle(acked: asyncio.Future[Ack], ack: Ack) -> None:
    if not acked.done():
        acked.set_result(ack)


def _fields_of(error: Error) -> Any:
    return tuple(error.fields) if isinstance(error.fields, list) else ()
