"""What reads a log while retention removes it says so; it never passes off what was left as all there was."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import pytest

from app.core.clock import utc_now
from app.core.errors import AnswersRemoved
from app.core.principals import Member
from app.features.submissions.model import Entry
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.audit import actions
from tests.builders.erasing import upkeep_service
from tests.builders.exports import crosstab_service, export_service, score_service
from tests.builders.sessions import new_member
from tests.integration.log.running import expired_session

ENTRIES = 40

Read = Callable[[Database, EntryLog, Member, str], Awaitable[object]]


class RunningOutLog(EntryLog):
    """Retention removes it, by a real pass, when ``left`` entries have been read."""

    def __init__(self, database: Database, left: int) -> None:
        super().__init__(database)
        self.database, self.left = database, left

    async def scan(self, session: str, erased: Mapping[str, int] | None = None) -> AsyncIterator[Entry]:
        await self._run_out_after(0)
        number = 0
        async for entry in super().scan(session, erased or {}):
            yield entry
            number += 1
            await self._run_out_after(number)

    async def _run_out_after(self, number: int) -> None:
        if number == self.left:
            assert (await upkeep_service(self.database, clock=utc_now).run()).logs_removed == 1


async def export(database: Database, log: EntryLog, member: Member, session: str) -> object:
    pieces = await export_service(database, log).export(member, session, "csv")
    return b"".join([piece async for piece in pieces])


async def leaderboard(database: Database, log: EntryLog, member: Member, session: str) -> object:
    return await score_service(database, log).leaderboard(member, session, top=10)


async def crosstab(database: Database, log: EntryLog, member: Member, session: str) -> object:
    return await crosstab_service(database, log).read(member, session, "colour", "fruits")


@pytest.mark.parametrize("left", [0, ENTRIES // 2])
@pytest.mark.parametrize("read", [export, leaderboard, crosstab])
async def test_a_log_that_goes_while_it_is_read_is_refused(database: Database, read: Read, left: int) -> None:
    member = new_member()
    session = await expired_session(database, member, ENTRIES)
    with pytest.raises(AnswersRemoved):
        await read(database, RunningOutLog(database, left), member, session.id)
    assert "results.exported" not in await actions(database, member.organization)
