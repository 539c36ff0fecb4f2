"""Keeps quotas exactly: an answer that needs a place is written only after it holds one (docs/adr/0005-quotas.md)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from operator import attrgetter

import msgspec

from app.contracts.frames import AnswerValue
from app.core.clock import Clock
from app.core.errors import FieldError, QuotaFull
from app.core.identity import new_id
from app.features.sessions.model import Session
from app.features.submissions.model import Draft, answers_id, revision_id
from app.features.submissions.places import Place, PlaceRepository
from app.features.submissions.repository import EntryLog
from app.features.surveys.questions import Question
from app.features.surveys.settings import Quota, chosen

PATIENCE = timedelta(seconds=60)
"""A claim this old belongs to no write that is still under way: the writer's deadline, and a wide margin for clocks."""

RECLAIMED_AT_ONCE = 50
MAX_HINTS = 2_000


class Claims(msgspec.Struct, frozen=True):
    """What one call has claimed, and what its answers leave."""

    token: str
    taken: list[str]
    left: list[Place]


NO_CLAIMS = Claims("", [], [])


class QuotaCount(msgspec.Struct, frozen=True):
    """A quota, and how many of its places are taken."""

    quota: Quota
    taken: int


class NoPlaceLeft(Exception):
    """Of a quota; what its refusal says depends on who reads it."""

    def __init__(self, quota: Quota) -> None:
        super().__init__(quota.id)
        self.quota = quota


class QuotaKeeper:
    def __init__(self, places: PlaceRepository, log: EntryLog, clock: Clock) -> None:
        self._places = places
        self._log = log
        self._clock = clock
        self._next: OrderedDict[str, int] = OrderedDict()

    async def claim(
        self,
        draft: Draft,
        session: Session,
        questions: Mapping[str, Question],
        message_of: Callable[[Quota], str] = attrgetter("message"),
    ) -> Claims:
        """A place for everything in these answers that needs one; those held already are held on to.

        Raises QuotaFull, and then nothing more is claimed than before.
        """
        wanted = [quota for quota in session.settings.quotas if chooses(quota, draft.answers, questions)]
        held = [] if draft.predecessor_id is None else await self._held(session, draft)
        keys = [quota_key(session, quota, draft.attempt) for quota in wanted]
        claims = Claims(new_id("clm"), [], [place for place in held if place.quota not in keys])
        try:
            for key, quota in zip(keys, wanted, strict=True):
                claims.taken.append(await self._claim_one(key, quota, draft, claims.token, questions))
        except NoPlaceLeft as full:
            await self.withdraw(claims)
            message = message_of(full.quota) or QuotaFull.default_message
            error = FieldError(message, QuotaFull.code, f"answers.{full.quota.question}")
            raise QuotaFull(message, fields=(error,)) from None
        for place in claims.left:  # should this process die before it gives them back, others look when it must have
            await self._places.mark(place, checked=False, at=self._clock())
        return claims

    async def stored(self, claims: Claims) -> None:
        """The answers are in the log since this call, and the latest of theirs: what they left is free."""
        for place in claims.left:
            await self._places.give_back(place)

    async def withdraw(self, claims: Claims) -> None:
        """The answers will never be in the log by this call. Never call it while their fate is open."""
        for place in claims.taken:
            await self._places.withdraw(place, claims.token)

    async def release(self, session: Session, participant: str, attempts: Iterable[int]) -> None:
        """Free what a participant holds whose answers are all taken back. A place that a call has come to rely on since
        stays: should its answer never be stored, others will find out."""
        for attempt in attempts:
            for quota in session.settings.quotas:
                place = await self._places.held(quota_key(session, quota, attempt), f"{participant}:{attempt}")
                if place is not None:
                    await self._places.give_back(place)

    async def forget_holders(self, session: Session) -> None:
        """How many places are taken stays, as the counts do; who took which goes with the answers."""
        await self._places.forget_holders(session.id, self._clock())

    async def counts(self, session: Session) -> list[QuotaCount]:
        """How many places of each quota are taken; in a live session, of the round that its question is in."""
        quotas = session.settings.quotas
        return [QuotaCount(quota, await self._places.count(_key_now(session, quota))) for quota in quotas]

    async def full_options(self, session: Session, questions: Mapping[str, Question]) -> dict[str, list[str]]:
        """Question → its options that have no place left; in a live session, in the round that it is in."""
        full: dict[str, set[str]] = {}
        for quota in session.settings.quotas:
            if await self._is_full(_key_now(session, quota), quota, questions):
                full.setdefault(quota.question, set()).update(quota.options)
        return {question: sorted(options) for question, options in full.items()}

    async def _is_full(self, key: str, quota: Quota, questions: Mapping[str, Question]) -> bool:
        """Some doubtful places are looked at first: whom a full door sends away makes no claim that would free them."""
        if await self._places.count(key) < quota.limit:
            return False
        return not await self._reclaim_some(key, quota, questions) or await self._places.count(key) >= quota.limit

    async def _held(self, session: Session, draft: Draft) -> list[Place]:
        """The places of this participant and attempt that these answers decide about."""
        holder = holder_of(draft)
        keys = [quota_key(session, quota, draft.attempt) for quota in session.settings.quotas]
        found = [await self._places.held(key, holder) for key in keys]
        return [place for place in found if place is not None and place.answers == answers_id(draft.id)]

    async def _claim_one(
        self, key: str, quota: Quota, draft: Draft, token: str, questions: Mapping[str, Question]
    ) -> str:
        """The id of the place."""
        holder = holder_of(draft)
        while draft.predecessor_id is None:
            number = await self._next_number(key)
            if number > quota.limit:
                break
            place = self._new_place(key, number, draft, token)
            if await self._places.take(place):
                return place.id
            held = await self._places.held(key, holder)
            if held is not None and await self._rely_on(held, token):
                return held.id
        return await self._claim_gap(key, quota, draft, token, questions)

    async def _claim_gap(
        self, key: str, quota: Quota, draft: Draft, token: str, questions: Mapping[str, Question]
    ) -> str:
        """A place by looking at all of them: one that was given back, or one whose answer was never stored."""
        while True:
            held = await self._places.held(key, holder_of(draft))
            if held is not None and await self._rely_on(held, token):
                return held.id
            numbers = await self._places.numbers(key)
            free = next((number for number in range(1, quota.limit + 1) if number not in numbers), None)
            if free is not None:
                place = self._new_place(key, free, draft, token)
                if await self._places.take(place):
                    return place.id
            elif not await self._reclaim(key, quota, questions):
                raise NoPlaceLeft(quota)

    async def _reclaim(self, key: str, quota: Quota, questions: Mapping[str, Question]) -> bool:
        """Free places whose answers were never stored; False where there is none."""
        freed: int | None = 0
        while freed == 0:
            freed = await self._reclaim_some(key, quota, questions)
        return freed is not None

    async def _reclaim_some(self, key: str, quota: Quota, questions: Mapping[str, Question]) -> int | None:
        """Look at the first that are doubtful; how many of them are free now, None where none is doubtful."""
        before = self._clock() - PATIENCE
        doubtful = await self._places.unchecked(key, before, RECLAIMED_AT_ONCE)
        return sum([await self._judge(place, quota, questions) for place in doubtful]) if doubtful else None

    async def _judge(self, place: Place, quota: Quota, questions: Mapping[str, Question]) -> bool:
        """Keep a place that the log knows of, free one that it does not; whether it was freed."""
        first = f"{place.answers}:1"
        latest = await self._log.latest_revision(first)
        entry = await self._log.by_id(revision_id(first, latest)) if latest else None
        if entry is not None and chooses(quota, entry.answers, questions):
            await self._places.mark(place, checked=True)
            return False
        return await self._places.give_back(place)

    async def _rely_on(self, place: Place, token: str) -> bool:
        return await self._places.join(place, token, self._clock())

    async def _next_number(self, key: str) -> int:
        """A number that this process has not tried; it begins after those that are taken."""
        if key not in self._next:
            count = await self._places.count(key)
            self._next.setdefault(key, count)
            if len(self._next) > MAX_HINTS:
                self._next.popitem(last=False)
        self._next[key] += 1
        return self._next[key]

    def _new_place(self, key: str, number: int, draft: Draft, token: str) -> Place:
        return Place(
            id=f"{key}:{number}",
            quota=key,
            number=number,
            holder=holder_of(draft),
            answers=answers_id(draft.id),
            claims=[token],
            checked=False,
            at=self._clock(),
        )


def chooses(quota: Quota, answers: Mapping[str, AnswerValue], questions: Mapping[str, Question]) -> bool:
    """Whether these answers need a place of the quota."""
    question = questions.get(quota.question)
    return question is not None and not chosen(question, answers.get(quota.question)).isdisjoint(quota.options)


def quota_key(session: Session, quota: Quota, attempt: int) -> str:
    """Of which places an answer needs one: ``<session>:<quota>``, for all attempts at a form together. Each round of a
    live session begins with all places free: those of its first are there, those of another at ``…:<round>``."""
    key = f"{session.id}:{quota.id}"
    return key if session.mode == "open" or attempt == 1 else f"{key}:{attempt}"


def _key_now(session: Session, quota: Quota) -> str:
    return quota_key(session, quota, session.state.round_of(quota.question))


def holder_of(draft: Draft) -> str:
    """``<participant>:<attempt>``."""
    return ":".join(draft.id.split(":")[1:3])
