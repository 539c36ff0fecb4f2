"""Reports that come by themselves: to members who may have them, once for each due date, until they want no more."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.errors import MailUnavailable, WrongState
from app.core.settings import Settings
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.reports.sending import ReportSending
from app.infra.mailer import KEY_LIFETIME
from app.infra.mongo import Database
from app.infra.outbox import OutboxMailer
from app.wiring.jobs import KINDS
from app.wiring.mail import mailer_of
from app.wiring.reports import report_maker, report_sending
from app.wiring.web import WebServices
from tests.builders.audit import actions, recorded_changes
from tests.builders.colleagues import colleague, user_of, verified_owner
from tests.builders.fake_resend import Reply, fake_resend
from tests.builders.mailing import Moment, Nobody, with_resend
from tests.builders.rest import Caller, code_of, data_of, published_survey, started_session
from tests.builders.sessions import Silent

LINKS = re.compile(r"http://[^\s]+/(api/v1/reports/files|report-mails)/([^\s]+)")


class Desk:
    """An open session with its plan, and the worker's part on a clock of the test's own."""

    def __init__(self, settings: Settings, database: Database, services: WebServices) -> None:
        self.clock, self.database = Moment(), database
        self._settings, self._services = settings, services

    def sending(self) -> ReportSending:
        maker = report_maker(
            self.database, self._services.sessions, self._services.participants, Silent(), clock=self.clock
        )
        jobs = JobService(JobRepository(self.database), Nobody(), KINDS, self.clock)
        mailer = mailer_of(self._settings, self.database)
        return report_sending(self._settings, self.database, self._services.sessions, maker, mailer, jobs, self.clock)

    async def send(self, *, is_last: bool = False) -> None:
        """The job that is there, as one worker would do it."""
        given = (await self.database["jobs"].find_one({"kind": "send_report"}) or {})["arguments"]
        await self.sending().send(given["session"], self.clock.now.fromisoformat(given["due"]), is_last=is_last)

    async def run_due(self) -> int:
        """Look twice and do each job twice, side by side, as two schedulers and two workers might; how many jobs."""
        await asyncio.gather(self.sending().look(), self.sending().look())
        jobs = await self.database["jobs"].find({"kind": "send_report", "is_open": True}).to_list(None)
        for job in jobs:
            given = job["arguments"]
            due = self.clock.now.fromisoformat(given["due"])
            await self.sending().send(given["session"], due, is_last=False)
            await self.sending().send(given["session"], due, is_last=False)
            await self.database["jobs"].update_one({"_id": job["_id"]}, {"$set": {"is_open": False, "state": "done"}})
        return len(jobs)

    async def mails(self) -> list[tuple[str, str]]:
        """(address, text) of what was sent, the oldest first."""
        kept = await OutboxMailer(self.database, self.clock).latest(100)
        return [(one.mail.to, one.mail.text) for one in reversed(kept) if one.mail.key.startswith("report:")]


@pytest.fixture
def desk(settings: Settings, database: Database, services: WebServices) -> Desk:
    return Desk(settings, database, services)


async def planned(caller: Caller, session: str, *recipients: str, tag: str = '"0"', **changes: Any) -> httpx.Response:
    plan = {"every": "day", "at": "08:00", "timezone": "Europe/Berlin", "format": "pdf", "recipients": recipients}
    body = {"plan": plan | changes}
    return await caller.call("PUT", f"/sessions/{session}/report-plan", json=body, headers={"if-match": tag})


async def test_a_planned_report_is_made_and_mailed_once_for_each_due_date(
    http: httpx.AsyncClient, database: Database, desk: Desk
) -> None:
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob")
    await database["users"].update_one({"email": "bob@example.org"}, {"$set": {"email_verified": True}})
    session = (await started_session(ada, "open"))["id"]
    saved = await planned(ada, session, await user_of(ada), await user_of(bob), language="de")
    assert (data_of(saved)["version"], saved.headers["etag"]) == (1, '"1"')
    assert data_of(saved)["next_due_at"] > desk.clock.now.isoformat()
    assert await desk.run_due() == 0, "nothing is due before the first date after the edit"
    desk.clock.move(days=1)
    assert await desk.run_due() == 1
    assert await desk.run_due() == 0
    mails = await desk.mails()
    assert [to for to, _ in mails] == ["ada@example.org", "bob@example.org"]
    assert "der Bericht über „Breakfast“ ist da" in mails[0][1]
    links = dict(LINKS.findall(mails[1][1]))
    file = await http.get(f"/api/v1/reports/files/{links['api/v1/reports/files']}")
    assert (file.status_code, file.content[:5]) == (200, b"%PDF-")
    assert len(data_of(await ada.get(f"/sessions/{session}/reports"))["items"]) == 1
    page = await http.get(f"/report-mails/{links['report-mails']}")
    assert (page.status_code, "<button" in page.text) == (200, True)
    assert (await http.post(f"/report-mails/{links['report-mails']}")).status_code == 200
    assert (await http.get("/report-mails/forged")).status_code == 404
    assert (await http.post("/report-mails/forged")).status_code == 404
    left_by = data_of(await ada.get(f"/sessions/{session}/report-plan"))
    assert (left_by["left"], left_by["plan"]["recipients"]) == ([await user_of(bob)], [await user_of(ada)])
    desk.clock.move(days=1)
    assert await desk.run_due() == 1
    assert [to for to, _ in (await desk.mails())[2:]] == ["ada@example.org"]
    data_of(await ada.call("DELETE", f"/organizations/current/members/{await user_of(bob)}"))
    left = await http.get(f"/api/v1/reports/files/{links['api/v1/reports/files']}")
    assert code_of(left) == "not_found", "whoever leaves can open nothing more"
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    assert {"report_plan.saved", "report_plan.recipient_left"} <= set(await actions(database, organization))


async def test_only_members_who_may_and_proved_their_address_get_reports(
    http: httpx.AsyncClient, database: Database, desk: Desk
) -> None:
    ada = await verified_owner(http, database)
    viewer = await user_of(await colleague(http, ada, database, "vic", "viewer"))
    session, me = (await started_session(ada, "open"))["id"], await user_of(ada)
    for recipients in ((viewer,), ("usr_stranger",), (me, me)):
        refused = await planned(ada, session, *recipients)
        assert (refused.status_code, refused.json()["errors"][0]["field"][:16]) == (422, "plan.recipients.")
    assert code_of(await planned(ada, session, me, timezone="Europe/Atlantis")) == "unknown_timezone"
    assert (await planned(ada, session, me)).status_code == 200
    assert (await planned(ada, session, me)).status_code == 412, "somebody has edited since"
    data_of(await planned(ada, session, me, tag='"1"', at="09:00"))
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    made, edited = await recorded_changes(database, organization, "report_plan.saved")
    assert (made[0], made[1]["recipients"]) == (None, [me])
    assert edited == ({"version": 1, "at": "08:00"}, {"version": 2, "at": "09:00"})
    await database["users"].update_one({"_id": me}, {"$set": {"email_verified": False}})
    desk.clock.move(days=1)
    assert await desk.run_due() == 1
    assert await desk.mails() == []
    await database["sessions"].update_one(
        {"_id": session}, {"$set": {"state.phase": "ended", "state.ended_at": desk.clock.now - timedelta(hours=1)}}
    )
    desk.clock.move(days=1)
    assert await desk.run_due() == 1, "the one that holds the last answers"
    desk.clock.move(days=1)
    assert await desk.run_due() == 0
    assert (await database["report_plans"].find_one({"_id": session}) or {})["is_active"] is True
    desk.clock.move(days=4)
    assert await desk.run_due() == 0
    assert (await database["report_plans"].find_one({"_id": session}) or {})["is_active"] is False, "it rests"


async def test_a_plan_over_time_goes_on_with_the_next_session_until_the_survey_is_archived(
    http: httpx.AsyncClient, database: Database, desk: Desk
) -> None:
    ada = await verified_owner(http, database)
    survey = await published_survey(ada)
    first, second = [(await started_session(ada, "open", survey))["id"] for _ in range(2)]
    data_of(await planned(ada, first, await user_of(ada), format="csv", over_time=True))

    async def end(session: str) -> None:
        ended = {"state.phase": "ended", "state.ended_at": desk.clock.now}
        await database["sessions"].update_one({"_id": session}, {"$set": ended})

    async def is_active() -> bool:
        return bool((await database["report_plans"].find_one({"_id": first}) or {})["is_active"])

    await end(first)
    desk.clock.move(days=7)
    assert await desk.run_due() == 1, "the second one runs"
    await end(second)
    desk.clock.move(days=1)
    assert await desk.run_due() == 1, "the last answers"
    desk.clock.move(days=7)
    assert (await desk.run_due(), await is_active()) == (0, True), "nothing new, yet another session may begin"
    data_of(await ada.post(f"/surveys/{survey}/archive"))
    assert (await desk.run_due(), await is_active()) == (0, False)


async def test_an_address_that_is_refused_keeps_nobody_else_from_their_report(
    http: httpx.AsyncClient, settings: Settings, database: Database, services: WebServices
) -> None:
    refusal: Reply = (422, {"statusCode": 422, "name": "validation_error", "message": "Invalid `to`"}, {})
    ada = await verified_owner(http, database)
    bob = await colleague(http, ada, database, "bob")
    await database["users"].update_one({"email": "bob@example.org"}, {"$set": {"email_verified": True}})
    session = (await started_session(ada, "open"))["id"]
    data_of(await planned(ada, session, await user_of(ada), await user_of(bob)))
    with fake_resend(refusal) as service:
        desk = Desk(with_resend(settings, service), database, services)
        desk.clock.move(days=1)
        await desk.sending().look()
        with pytest.raises(MailUnavailable):
            await desk.send()
        assert [mail["to"] for mail in service.mails()] == [["bob@example.org"]]
        await desk.send()
        assert [mail["to"] for mail in service.mails()] == [["bob@example.org"], ["ada@example.org"]]
        assert service.conflicts == []
        asked = len(service.requests)
        desk.clock.move(seconds=(KEY_LIFETIME + timedelta(minutes=1)).total_seconds())
        with pytest.raises(WrongState):
            await desk.send()
        assert len(service.requests) == asked, "the service has forgotten the keys: these mails would come twice"
        await database["reports"].update_one({"session": session}, {"$set": {"state": "failed"}})
        with pytest.raises(WrongState):
            await desk.send(is_last=True)
        assert len(service.requests) == asked, "mails have more attempts than the making of a report"


async def test_a_plan_that_cannot_be_read_holds_up_no_other(
    http: httpx.AsyncClient, database: Database, desk: Desk
) -> None:
    ada = await verified_owner(http, database)
    broken, sound = [(await started_session(ada, "open"))["id"] for _ in range(2)]
    for session in (broken, sound):
        data_of(await planned(ada, session, await user_of(ada)))
    for nonsense in ({"plan.timezone": "Europe/Atlantis"}, {"plan.every": "month"}):
        await database["report_plans"].update_one({"_id": broken}, {"$set": nonsense})
        desk.clock.move(days=1)
        assert await desk.run_due() == 1
