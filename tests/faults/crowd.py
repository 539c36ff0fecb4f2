"""Simulated respondents who write down each key they sent and the answer they got."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable

from app.core.errors import AppError
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.analytics.tally import Counts
from app.features.sessions.model import Session
from app.features.submissions.model import NewSubmission, Receipt
from app.features.submissions.service import SubmissionService
from app.infra.mongo_errors import PyMongoError
from tests.builders.entries import CHOICES, new_submission
from tests.builders.submissions import RECEIPT_SECRET
from tests.faults.oracle import Books

QUESTION = "colour"
RETRY_S = 0.1


async def _unseen(_participant: str) -> None:
    """Nobody looks for a record of those who answer where nobody is erased."""


class Crowd:
    """Answers one question of a live session. Everyone resends until there is an ack; some change their mind or send
    twice for no reason. What must be counted in the end is known here, independently of the fold. ``join``: what each
    does first."""

    def __init__(
        self,
        service: SubmissionService,
        session: Session,
        *,
        seed: int = 1,
        join: Callable[[str], Awaitable[object]] = _unseen,
    ) -> None:
        self._service = service
        self._session = session
        self._join = join
        self._chance = random.Random(seed)
        self.sent: dict[str, tuple[Participant, NewSubmission]] = {}
        self.acked: dict[str, Receipt] = {}
        self._standing: list[str] = []

    async def answer(self, count: int, *, over_s: float = 0.0) -> None:
        """As many new respondents, spread over a time; returns when every submission is acked."""
        delays = [self._chance.uniform(0.0, over_s) for _ in range(count)]
        plans = [
            [self._chance.choice(CHOICES) for _ in range(self._chance.choice((1, 1, 1, 2, 3)))] for _ in range(count)
        ]
        async with asyncio.TaskGroup() as group:
            for delay, plan in zip(delays, plans, strict=True):
                group.create_task(self._respond(delay, plan))

    async def answer_until(self, condition: Callable[[], bool], *, within_s: float = 20.0) -> None:
        """New respondents, a few at a time, until the condition holds; then all of them are done."""
        deadline = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < deadline, f"{condition!r} did not hold within {within_s} s"
            await self.answer(10, over_s=0.1)

    async def _respond(self, delay: float, plan: list[str]) -> None:
        participant = Participant(new_id("par"), self._session.id, self._session.organization)
        await asyncio.sleep(delay)
        await self._join(participant.participant)
        for revision, value in enumerate(plan, start=1):
            submission = new_submission(self._session.id, QUESTION, value, revision=revision)
            await self.send(participant, submission)
            if self._chance.random() < 0.2:
                await self.send(participant, submission)
        self._standing.append(plan[-1])

    async def send(self, participant: Participant, submission: NewSubmission) -> Receipt:
        """Send until it is acked; temporary errors are sent again. A repeat must get the first receipt."""
        self.sent[submission.key] = (participant, submission)
        while True:
            try:
                receipt = await self._service.submit(participant, submission)
            except AppError as error:
                if not error.temporary:
                    raise
                await asyncio.sleep(RETRY_S)
                continue
            except PyMongoError:  # every door answers it with storage_unavailable
                await asyncio.sleep(RETRY_S)
                continue
            first = self.acked.setdefault(submission.key, receipt)
            assert (receipt.key, receipt.receipt, receipt.at) == (first.key, first.receipt, first.at)
            return receipt

    def books(self) -> Books:
        """What all of them wrote down, once everybody is done."""
        receipts = {key: receipt.receipt for key, receipt in self.acked.items()}
        return Books(sent=self.sent, receipts=receipts, expected=self.expected(), secret=RECEIPT_SECRET)

    def expected(self) -> Counts:
        """The counts when everybody is done."""
        options = {f"o:{value}": count for value, count in Counter(self._standing).items()}
        return Counts(len(self.sent), {f"{QUESTION}@1": {"n": len(self._standing), **options}})
