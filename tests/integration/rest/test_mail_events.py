"""No more mail: by the link, by the mail program's one click, by what the mail service reports, and after erasures."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import cast

import httpx
import pytest
from pydantic import SecretStr

from app.core.clock import utc_now
from app.core.settings import Settings
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.infra.tokens import derived_key
from app.wiring.web import WebServices
from tests.builders.audit import recorded
from tests.builders.mail import mails_to
from tests.builders.mail_events import PLAN, SECRET, event, planned, session_of, signed, waves_of
from tests.builders.rest import Caller, code_of, data_of, published_survey, registered
from tests.fixtures.applications import http_client

WAVES = ("first", "reminder_1", "reminder_2")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"resend_webhook_secret": SecretStr(SECRET)})


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


@pytest.fixture
async def session(ada: Caller, settings: Settings, database: Database, redis_client: Redis) -> str:
    """An identified session whose first mails lie in the outbox."""
    session = await session_of(ada, "identified", "Grace <grace@example.org>\nbob@example.org")
    version = await planned(ada, session)
    await waves_of(settings, database, redis_client).send(session, "first", version)
    return session


async def link_to_unsubscribe(database: Database, email: str) -> str:
    (mail,) = await mails_to(database, email)
    return str(mail["text"].rpartition("http://localhost:8000")[2].strip())


async def totals(ada: Caller, session: str) -> dict[str, int]:
    """What a reminder would do that is due after the pause."""
    path = f"/sessions/{session}/reminder-plan"
    version = data_of(await ada.get(path))["version"]
    plan = {"active": False, "plan": {**PLAN, "reminder_days": [365]}}
    data_of(await ada.call("PUT", path, json=plan, headers={"if-match": f'"{version}"'}))
    return cast("dict[str, int]", data_of(await ada.get(f"{path}/dry-run?wave=reminder_1"))["totals"])


async def test_looking_at_the_link_changes_nothing_and_one_click_ends_it(
    http: httpx.AsyncClient, ada: Caller, session: str, database: Database
) -> None:
    path = await link_to_unsubscribe(database, "grace@example.org")
    shown = await http.get(path, headers={"accept-language": "de"})
    assert (shown.status_code, shown.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "grace@example.org" in shown.text
    assert "Abbestellen" in shown.text
    assert "style=" not in shown.text, "the policy forbids it"
    assert "suppressed" not in await totals(ada, session)
    for _ in range(2):
        clicked = await http.post(path, content="List-Unsubscribe=One-Click", headers={
            "content-type": "application/x-www-form-urlencoded"})  # fmt: skip
        assert (clicked.status_code, "No more mail" in clicked.text) == (200, True)
    assert (await totals(ada, session))["suppressed"] == 1
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    added = [one for one in await recorded(database, organization) if one["action"] == "mail_suppression.added"]
    assert [one["address"] for one in added] == [""], "once, and without the network address of who was invited"
    stored = await database["mail_suppressions"].find_one({"organization": organization})
    assert "grace" not in str(stored)
    lifted = [await ada.post("/mail-suppressions/lift", {"email": each}) for each in ("Grace@Example.org", "x@y.org")]
    assert data_of(lifted[0]) == data_of(lifted[1]), "who got no mail may be who got a reminder"
    assert "suppressed" not in await totals(ada, session)
    assert code_of(await ada.post("/mail-suppressions/lift", {"email": "nonsense"})) == "invalid_email"


async def test_a_forged_link_ends_nothing(http: httpx.AsyncClient, session: str, database: Database) -> None:
    path = await link_to_unsubscribe(database, "grace@example.org")
    other = (await link_to_unsubscribe(database, "bob@example.org")).rpartition("-")[0] + "-" + path.rpartition("-")[2]
    for forged in (other, path[:-1] + ("A" if path[-1] != "A" else "B"), "/unsubscribe/x", "/unsubscribe/é"):
        assert (await http.get(forged)).status_code == 404
        assert (await http.post(forged)).status_code == 404
    assert await database["mail_suppressions"].count_documents({}) == 0


async def test_what_the_mail_service_reports_is_noted_and_ends_mail_to_dead_addresses(
    http: httpx.AsyncClient, ada: Caller, session: str, database: Database
) -> None:
    ids = {one["email"]: one["id"] for one in data_of(await ada.get(f"/sessions/{session}/invitations"))["items"]}
    grace, bob = ids["grace@example.org"], ids["bob@example.org"]
    told = [
        event("bounced", grace, bounce={"type": "Permanent"}),
        event("delivered", grace),
        event("bounced", grace, bounce={"type": "Permanent"}),
        event("opened", grace),
        event("bounced", bob, bounce={"type": "Transient"}),
        {"type": "email.delivered", "data": {"tags": [{"name": "invitation", "value": "ivt_of_nobody"}]}},
        {"type": "email.complained", "data": {}},
        {"type": "contact.created", "data": {"id": "1"}},
    ]
    for one in told:
        assert (await http.post("/api/v1/webhooks/resend", **signed(one))).status_code == 200
    waves = data_of(await ada.get(f"/sessions/{session}/reminder-plan"))["waves"]
    assert (waves[0]["mails"]["bounced"], waves[0]["mails"]["delivered"], waves[0]["mails"]["sent"]) == (2, 0, 0)
    assert (await totals(ada, session)).get("suppressed") == 1, "a full mailbox is not the end"
    assert (await http.post("/api/v1/webhooks/resend", **signed(event("complained", bob)))).status_code == 200
    assert (await totals(ada, session)).get("suppressed") == 2


async def test_what_the_mail_service_took_and_did_not_send_is_no_longer_called_sent(
    http: httpx.AsyncClient, ada: Caller, session: str
) -> None:
    path = f"/sessions/{session}/invitations"
    ids = {one["email"]: one["id"] for one in data_of(await ada.get(path))["items"]}
    grace, bob = ids["grace@example.org"], ids["bob@example.org"]
    told = [
        event("failed", grace, failed={"reason": "reached_daily_quota"}),
        event("suppressed", bob, suppressed={"type": "OnAccountSuppressionList", "message": "It bounced before."}),
        event("sent", bob),
    ]
    for one in told:
        assert (await http.post("/api/v1/webhooks/resend", **signed(one))).status_code == 200
    waves = data_of(await ada.get(f"/sessions/{session}/reminder-plan"))["waves"]
    assert (waves[0]["mails"]["refused"], waves[0]["mails"]["sent"]) == (2, 0)
    listed = data_of(await ada.get(f"{path}?mail_problem=refused"))["items"]
    assert [one["email"] for one in listed] == ["bob@example.org", "grace@example.org"]
    assert "suppressed" not in await totals(ada, session), "the next mail may leave"


async def test_whom_mails_do_not_reach_is_listed_with_the_reason(
    http: httpx.AsyncClient, ada: Caller, session: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/sessions/{session}/invitations"
    more = "\n".join(f"{name}@example.org" for name in ("eve", "dan", "fay"))
    data_of(await ada.post(path, {"text": more}))
    ids = {one["email"].partition("@")[0]: one["id"] for one in data_of(await ada.get(path))["items"]}
    bounced = event("bounced", ids["grace"], bounce={"type": "Permanent"})
    assert (await http.post("/api/v1/webhooks/resend", **signed(bounced))).status_code == 200
    assert (await http.post(await link_to_unsubscribe(database, "bob@example.org"))).status_code == 200
    line = {"session": session, "organization": "o", "wave": "first", "batch": "b", "state": "refused", "at": utc_now()}
    await database["mail_ledger"].insert_one({"_id": f"{ids['eve']}:first", "invitation": ids["eve"], **line})

    async def picked(query: str) -> list[tuple[str, str | None]]:
        items = data_of(await ada.get(f"{path}{query}"))["items"]
        return [(one["email"].partition("@")[0], one["mail_problem"]) for one in items]

    reasons = [("fay", None), ("dan", None), ("eve", "refused"), ("bob", "unsubscribed"), ("grace", "bounced")]
    assert await picked("") == reasons
    assert await picked("?mail_problem=any") == reasons[2:]
    assert await picked("?mail_problem=bounced") == reasons[4:]
    assert data_of(await ada.get(f"{path}/{ids['bob']}"))["mail_problem"] == "unsubscribed"
    first = data_of(await ada.get(f"{path}?mail_problem=any&limit=2"))
    assert (await picked(f"?mail_problem=any&limit=2&cursor={first['next_cursor']}")) == reasons[4:]
    monkeypatch.setattr("app.features.invitations.service.LOOKED_AT_ONCE", 1)
    monkeypatch.setattr("app.features.invitations.service.MOST_LOOKED_AT", 2)
    found, cursor = [], ""
    for _ in range(3):
        page = data_of(await ada.get(f"{path}?mail_problem=any{cursor}"))
        found += [one["email"].partition("@")[0] for one in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert (found, page["next_cursor"]) == (["eve", "bob", "grace"], None), "an empty page first, and none twice"


async def test_the_latest_mail_counts_and_an_anonymous_session_tells_of_no_reminder_before_its_end(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    survey, seen = await published_survey(ada), []
    for identity in ("identified", "anonymous"):
        body = {"survey": survey, "mode": "open", "settings": {"identity": identity}}
        session = data_of(await ada.post("/sessions", body))["id"]
        path = f"/sessions/{session}/invitations"
        data_of(await ada.post(path, {"text": "amy@example.org\nben@example.org"}))
        ben, amy = [one["id"] for one in data_of(await ada.get(path))["items"]]
        for who, *states in [(amy, "bounced", "delivered", "reserved"), (ben, "delivered", "bounced", "reserved")]:
            for days, (wave, state) in enumerate(zip(WAVES, states, strict=True)):
                line = {"session": session, "organization": "o", "invitation": who, "wave": wave, "batch": "b"}
                at = utc_now() + timedelta(days=days)
                await database["mail_ledger"].insert_one({"_id": f"{who}:{wave}", **line, "state": state, "at": at})
        for _ in range(2):
            problems = {one["id"]: one["mail_problem"] for one in data_of(await ada.get(path))["items"]}
            seen.append((problems[amy], problems[ben]))
            await ada.post(f"/sessions/{session}/control", {"action": "end"})
    assert seen == [(None, "bounced"), (None, "bounced"), ("bounced", None), (None, "bounced")]


async def test_only_the_mail_service_may_report(
    http: httpx.AsyncClient, ada: Caller, session: str, database: Database
) -> None:
    ids = [one["id"] for one in data_of(await ada.get(f"/sessions/{session}/invitations"))["items"]]
    other = "whsec_" + base64.b64encode(b"somebody else's secret").decode()
    good = signed(event("complained", ids[0]))
    forgeries = [
        signed(event("complained", ids[0]), secret=other),
        signed(event("complained", ids[0]), age_s=600),
        {**good, "content": good["content"].replace(ids[0], ids[1])},
        {"content": good["content"], "headers": {"content-type": "application/json"}},
        {**good, "content": b"\xff\xfe"},
    ]
    for forged in forgeries:
        assert code_of(await http.post("/api/v1/webhooks/resend", **forged)) == "signature_invalid"
    assert await database["mail_suppressions"].count_documents({}) == 0


@pytest.fixture
async def without_secret(services: WebServices, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    silent = WebServices(**{**vars(services), "mail_events": None})
    async with http_client(silent, settings.frontend_dist) as client:
        yield client


async def test_where_no_secret_is_set_nobody_may_report(without_secret: httpx.AsyncClient) -> None:
    refused = await without_secret.post("/api/v1/webhooks/resend", **signed(event("complained", "ivt_1")))
    assert code_of(refused) == "not_found"


async def test_what_is_held_about_a_participant_names_their_mails(
    http: httpx.AsyncClient, ada: Caller, session: str, database: Database
) -> None:
    (mail,) = await mails_to(database, "grace@example.org")
    token = mail["text"].partition("#token=")[2].partition("\n")[0]
    participant = data_of(await Caller(http).post("/join/invitation", {"token": token}))["participant"]
    path = f"/sessions/{session}/participants/{participant}"
    held = data_of(await ada.get(f"{path}/data"))["known"]
    assert [(one["wave"], one["state"]) for one in held["mails"]] == [("first", "sent")]
    data_of(await ada.post(f"{path}/erase"))
    for collection in ("invitations", "mail_ledger", "mail_batches", "participants", "mail_suppressions"):
        assert "grace" not in str(await database[collection].find({}).to_list(None)).lower()


async def test_the_link_ends_mail_long_after_the_invitation_is_gone(
    http: httpx.AsyncClient, ada: Caller, session: str, database: Database
) -> None:
    path = await link_to_unsubscribe(database, "grace@example.org")
    await database["invitations"].delete_many({"session": session})
    await database["mail_ledger"].delete_many({"session": session})
    assert "your address" in (await http.get(path)).text
    assert await database["mail_suppressions"].count_documents({}) == 0
    clicked = await http.post(path, content="List-Unsubscribe=One-Click")
    assert (clicked.status_code, "No more mail" in clicked.text) == (200, True)
    data_of(await ada.post(f"/sessions/{session}/invitations", {"text": "Grace@example.org"}))
    assert (await totals(ada, session))["suppressed"] == 1, "invited anew, the address gets nothing"
    data_of(await ada.post("/mail-suppressions/lift", {"email": "grace@example.org"}))


async def test_a_late_complaint_ends_mail_though_nothing_else_is_left(
    http: httpx.AsyncClient, ada: Caller, session: str, database: Database
) -> None:
    token = (await link_to_unsubscribe(database, "bob@example.org")).rpartition("/")[2]
    await database["invitations"].delete_many({"session": session})
    await database["mail_ledger"].delete_many({"session": session})
    told = event("complained", token.partition("-")[0])
    told["data"]["tags"]["receiver"] = token[:-1] + "x"
    assert (await http.post("/api/v1/webhooks/resend", **signed(told))).status_code == 200
    assert await database["mail_suppressions"].count_documents({}) == 0, "of another installation with this account"
    told["data"]["tags"]["receiver"] = token
    assert (await http.post("/api/v1/webhooks/resend", **signed(told))).status_code == 200
    data_of(await ada.post("/mail-suppressions/lift", {"email": "bob@example.org"}))


async def test_links_of_the_release_before_lead_where_they_led(
    http: httpx.AsyncClient, ada: Caller, settings: Settings, session: str, database: Database
) -> None:
    invitation = (await database["invitations"].find_one({"session": session}) or {})["_id"]
    key = derived_key(settings.signing_secret(), "unsubscribing")
    mac = hmac.new(key, invitation.encode(), hashlib.sha256).digest()[:18]
    path = f"/unsubscribe/{invitation}.{base64.urlsafe_b64encode(mac).decode()}"
    assert "@example.org" in (await http.get(path)).text
    assert (await http.post(path)).status_code == 200
    assert (await totals(ada, session))["suppressed"] == 1
    await database["invitations"].delete_many({"session": session})
    assert [(await http.get(path)).status_code, (await http.post(path)).status_code] == [404, 404]


async def test_a_mail_is_looked_at_before_it_is_sent(ada: Caller, session: str) -> None:
    path = f"/sessions/{session}/reminder-plan/preview"
    saved = data_of(await ada.post(path, {"wave": "last_call", "language": "de", "name": "<b>Grace</b>"}))
    assert (saved["language"], saved["subject"]) == ("de", "Letzte Gelegenheit: Breakfast")
    assert "Guten Tag <b>Grace</b>," in saved["text"]
    assert "&lt;b&gt;Grace&lt;/b&gt;" in saved["html"]
    text = {"subject": "S {title}", "body": "<script>{name}</script>", "button": "B"}
    plan = {**PLAN, "texts": {"fr": {"first": text}}, "language": "fr"}
    mine = data_of(await ada.post(path, {"wave": "first", "plan": plan, "name": "x"}))
    assert (mine["language"], mine["subject"], "<script" in mine["html"]) == ("fr", "S Breakfast", False)
    wrong = {**plan, "texts": {"fr": {"first": {**text, "body": "{nom}"}}}}
    assert code_of(await ada.post(path, {"wave": "first", "plan": wrong})) == "unknown_placeholder"
    assert code_of(await ada.post(path, {"wave": "first", "timezone": "Mars/X"})) == "unknown_timezone"
    link = mine["text"].partition("#token=")[2].partition("\n")[0]
    assert code_of(await ada.post("/join/invitation", {"token": link})) == "not_found"
