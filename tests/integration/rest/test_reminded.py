"""What became of a reminder tells nobody who had not answered an anonymous session yet."""

from __future__ import annotations

import httpx
import pytest
from pydantic import SecretStr

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.mailings.suppressions import SuppressingReminders, Suppression
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.wiring.inviting import address_hashes, suppressions
from tests.builders.audit import recorded
from tests.builders.mail import mails_to
from tests.builders.mail_events import SECRET, event, planned, session_of, signed, waves_of
from tests.builders.rest import Caller, data_of, registered


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"resend_webhook_secret": SecretStr(SECRET)})


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def test_a_bounce_of_a_reminder_does_not_tell_who_had_not_answered_an_anonymous_session(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await session_of(ada, "anonymous", "amy@example.org\nben@example.org")
    path = f"/sessions/{session}/invitations"
    ben, amy = [one["id"] for one in data_of(await ada.get(path))["items"]]
    for who, wave in ((amy, "first"), (ben, "first"), (ben, "reminder_1")):
        line = {"session": session, "organization": "o", "invitation": who, "wave": wave, "batch": "b"}
        await database["mail_ledger"].insert_one({"_id": f"{who}:{wave}", **line, "state": "sent", "at": utc_now()})
    for who, wave in ((amy, "first"), (ben, "reminder_1")):
        report = event("bounced", who, bounce={"type": "Permanent"})
        report["data"]["tags"]["wave"] = wave
        assert (await http.post("/api/v1/webhooks/resend", **signed(report))).status_code == 200
    assert await database["mail_suppressions"].count_documents({"reason": "bounced"}) == 2

    async def told() -> dict[str, str | None]:
        return {one["id"]: one["mail_problem"] for one in data_of(await ada.get(path))["items"]}

    assert await told() == {amy: "bounced", ben: None}
    listed = data_of(await ada.get(f"{path}?mail_problem=any"))["items"]
    assert [one["id"] for one in listed] == [amy]
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    events = [one for one in await recorded(database, organization) if one["action"] == "mail_suppression.added"]
    assert [one["target"] for one in events] == [amy, organization]
    assert session not in events[1]["after"]
    await ada.post(f"/sessions/{session}/control", {"action": "end"})
    assert await told() == {amy: "bounced", ben: "bounced"}


async def test_no_other_session_tells_who_had_not_answered_an_anonymous_one(
    http: httpx.AsyncClient, ada: Caller, settings: Settings, database: Database, redis_client: Redis
) -> None:
    people = "amy@example.org\nben@example.org\ncyd@example.org"
    anonymous, named = [await session_of(ada, identity, people) for identity in ("anonymous", "identified")]
    ids = {one["email"][:3]: one["id"] for one in data_of(await ada.get(f"/sessions/{anonymous}/invitations"))["items"]}
    line = {"session": anonymous, "organization": "o", "batch": "b", "state": "sent", "at": utc_now()}
    for who, what, wave in (
        ("amy", "bounced", "first"),
        ("ben", "bounced", "reminder_1"),
        ("cyd", "complained", "reminder_1"),
    ):
        await database["mail_ledger"].insert_one(
            {"_id": f"{ids[who]}:{wave}", "invitation": ids[who], "wave": wave, **line}
        )
        report = event(what, ids[who], bounce={"type": "Permanent"})
        report["data"]["tags"]["wave"] = wave
        assert (await http.post("/api/v1/webhooks/resend", **signed(report))).status_code == 200

    async def told() -> dict[str, str | None]:
        items = data_of(await ada.get(f"/sessions/{named}/invitations"))["items"]
        return {one["email"][:3]: one["mail_problem"] for one in items}

    assert await told() == {"amy": "bounced", "ben": None, "cyd": None}
    version = await planned(ada, named)
    run = data_of(await ada.get(f"/sessions/{named}/reminder-plan/dry-run?wave=first"))
    assert run["totals"] == {"send": 2, "suppressed": 1}
    await waves_of(settings, database, redis_client).send(named, "first", version)
    mailed = [len(await mails_to(database, f"{who}@example.org")) for who in ("amy", "ben", "cyd")]
    assert mailed == [0, 1, 0], "a mail that is not sent would tell of a bounce; who complained gets none"
    await ada.post(f"/sessions/{anonymous}/control", {"action": "end"})
    assert await told() == {"amy": "bounced", "ben": "bounced", "cyd": "complained"}


async def test_a_bounce_that_everybody_could_cause_is_told_also_after_one_of_a_reminder(
    settings: Settings, database: Database
) -> None:
    stopped, now = suppressions(settings, database), utc_now()
    amy = address_hashes(settings).of("org_1", "amy@example.org")

    async def of_amy() -> Suppression:
        return (await stopped.among("org_1", ["amy@example.org"]))["amy@example.org"]

    assert [await stopped.add(amy, "bounced", now, reminded_in=each) for each in "aba"] == [True, True, False]
    assert await of_amy() == Suppression("bounced", frozenset("ab"))
    assert await stopped.add(amy, "complained", now, reminded_in="b") is True
    await SuppressingReminders(database).forget("a")
    assert await of_amy() == Suppression("complained", frozenset("b"))
    assert [await stopped.add(amy, "bounced", now, reminded_in=each) for each in (None, None, "a")] == [
        True,
        False,
        False,
    ]
    assert await of_amy() == Suppression("bounced")
