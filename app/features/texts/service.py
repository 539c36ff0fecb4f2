"""Reading what people wrote, one by one, and putting tags on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from app.contracts.frames import Position
from app.core.errors import AnswersRemoved, FieldError, InvalidInput, NotFound
from app.core.principals import Member
from app.features.analytics.repository import TallyRepository
from app.features.audit.service import AuditTrail
from app.features.exports.spool import answers_to, spooled
from app.features.sessions.joining import ParticipantService
from app.features.sessions.model import Session, SessionInFull
from app.features.sessions.service import SessionService
from app.features.submissions.model import answer_id
from app.features.submissions.repository import EntryLog
from app.features.surveys.model import FORM
from app.features.surveys.questions import Question
from app.features.texts.coding import Codings
from app.features.texts.model import Found, Place, TagList, TextCounts, TextId, Wanted, mark_of
from app.features.texts.shelf import Shelf
from app.features.texts.shelves import LogState, Shelves, Source
from app.features.texts.tags import TagLists

NOWHERE = Position(0, 0)


class TextsCounted(msgspec.Struct, frozen=True):
    """With the tags as they stand, and where the tally stood."""

    counts: TextCounts
    tags: TagList
    at: Position


class TextService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantService,
        tallies: TallyRepository,
        log: EntryLog,
        lists: TagLists,
        codings: Codings,
        shelves: Shelves,
        audit: AuditTrail,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._tallies = tallies
        self._log = log
        self._lists = lists
        self._codings = codings
        self.shelves = shelves
        self._audit = audit

    async def page(
        self, member: Member, session: str, question: str, wanted: Wanted, *, limit: int, after: Place | None
    ) -> Found:
        """The texts that hold now, the newest first.

        Raises:
            NotFound: there is no such session, or its survey has no such question.
            InvalidInput: nobody writes anything there.
            GroupTooSmall: fewer than may be looked at have answered.
            AnswersRemoved
            Unavailable: too many logs wait to be read.
        """
        full, asked = await self._readable(member, session, question)
        async with self._shelf(full, asked, await self._tags(full)) as (shelf, _):
            return await shelf.page(wanted, limit, after)

    async def counts(self, member: Member, session: str, question: str, wanted: Wanted) -> TextsCounted:
        """How many there are, and how many have each tag. Raises as ``page``."""
        full, asked = await self._readable(member, session, question)
        tags = await self._tags(full)
        async with self._shelf(full, asked, tags) as (shelf, state):
            return TextsCounted(await shelf.counts(wanted), tags, state.at)

    async def change_tag(
        self, member: Member, session: str, question: str, text: str, tag: str, *, is_on: bool
    ) -> None:
        """Put a tag on a text, or take it off; a repeat does nothing.

        Raises:
            NotFound: there is no such session, question or tag; or the text is another one by now.
            InvalidInput, GroupTooSmall, AnswersRemoved: as for ``page``.
            Unavailable: temporary.
        """
        full, asked = await self._readable(member, session, question)
        found = TextId.read(text)
        if found is None or not await self._holds(full.session, asked, found):
            raise NotFound("There is no such text any more.")
        if tag not in (await self._tags(full)).ids():
            raise NotFound("This survey has no such tag.")
        if await self._codings.change(session, question, found, tag, is_on=is_on):
            # Never whose text it was: that would outlive an erasure.
            told = {"question": question, "tag": tag}
            await self._audit.record(member, "text.tagged" if is_on else "text.untagged", session, after=told)

    async def _readable(self, member: Member, session: str, question: str) -> tuple[SessionInFull, Question]:
        full = await self._sessions.get(member.organization, session)
        full.session.require_answers()
        asked = next((one for one in full.version.content.questions if one.id == question), None)
        if asked is None:
            raise NotFound("This survey has no such question.")
        if not asked.takes_words():
            problem = FieldError("Nobody answers this in their own words.", "not_possible", "question_id")
            raise InvalidInput(fields=(problem,))
        await self._participants.require_group(full.session)
        return full, asked

    async def _tags(self, full: SessionInFull) -> TagList:
        return await self._lists.read(full.session.organization, full.session.survey)

    async def _holds(self, session: Session, question: Question, text: TextId) -> bool:
        part = FORM if session.mode == "open" else question.id
        latest = await self._log.latest([answer_id(session.id, text.participant, text.attempt, part)])
        words = question.words(latest[0].answers.get(question.id)) if latest else None
        return words is not None and mark_of(words) == text.mark

    @asynccontextmanager
    async def _shelf(
        self, full: SessionInFull, question: Question, tags: TagList
    ) -> AsyncIterator[tuple[Shelf, LogState]]:
        session = full.session.id
        state = await self._state(full.session)
        coding = await self._codings.state(session, question.id)

        async def filled() -> Shelf:
            async with spooled(self._log, self._tallies, session, answers_to({question.id})) as spool:
                shelf = Shelf()
                await shelf.fill(question, spool.standings())
                return shelf

        async def tag(shelf: Shelf) -> None:
            await shelf.tag(await self._codings.of_question(session, question.id), tags.ids())

        source = Source(state, f"{tags.version}.{coding}", filled, tag)
        async with self.shelves.borrowed((session, question.id), source) as borrowed:
            yield borrowed

    async def _state(self, session: Session) -> LogState:
        """Read before the log, which only grows: what is then read of it is this, or newer."""
        tally = await self._tallies.read(session.id)
        if tally is not None and tally.log_removed_at is not None:
            raise AnswersRemoved
        erased = await self._log.erased(session.id) if session.has_erasures else {}
        return LogState(tally.position if tally else NOWHERE, sum(erased.values()))
