"""Addresses are proven, passwords are set anew, and every link works once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from app.core.clock import utc_now
from app.features.accounts import throttles
from app.features.accounts.model import hash_of
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.audit import actions, audit_trail, recorded_changes
from tests.builders.mail import mail_about, mails_to, token_in
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered

ADA = "ada@example.org"
NEW_PASSWORD = "another ten letters"
VERIFY, RESET = "Confirm your e-mail address", "Set a new password"


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def is_verified(caller: Caller) -> bool:
    return bool(data_of(await caller.get("/auth/me"))["user"]["email_verified"])


async def reset_token(http: httpx.AsyncClient, database: Database, *, count: int = 1) -> str:
    data_of(await Caller(http).post("/auth/forgot-password", {"email": " ADA@example.org"}))
    return token_in(await mail_about(database, ADA, RESET, count=count))


async def log_in(http: httpx.AsyncClient, password: str, email: str = ADA) -> httpx.Response:
    return await Caller(http).post("/auth/login", {"email": email, "password": password})


async def test_a_new_account_proves_its_address_by_the_link_of_a_mail(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    assert not await is_verified(ada)
    mail = await mail_about(database, ADA, VERIFY)
    assert "http://localhost:8000/verify-email#token=" in mail["text"]
    body = {"token": token_in(mail)}
    data_of(await Caller(http).post("/auth/verify-email", body))
    assert await is_verified(ada)
    again = await Caller(http).post("/auth/verify-email", body)
    assert (again.status_code, code_of(again)) == (422, "link_invalid")
    assert code_of(await ada.post("/auth/verify-email/resend")) == "already_verified"
    me = data_of(await ada.get("/auth/me"))
    assert (await actions(database, me["organization"]["id"]))[-1] == "email.verified"


async def test_a_new_link_ends_the_former_one_and_too_many_are_refused(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    first = token_in(await mail_about(database, ADA, VERIFY))
    data_of(await ada.post("/auth/verify-email/resend"))
    second = token_in(await mail_about(database, ADA, VERIFY, count=2))
    assert code_of(await Caller(http).post("/auth/verify-email", {"token": first})) == "link_invalid"
    answers = [await ada.post("/auth/verify-email/resend") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert code_of(await Caller(http).post("/auth/verify-email", {"token": second})) == "link_invalid"


@pytest.mark.parametrize("language", ["en", "de"])
async def test_mail_speaks_the_language_of_the_browser_and_escapes_names(
    http: httpx.AsyncClient, database: Database, language: str
) -> None:
    body = {"organization": "O", "name": "<b>Eve</b>", "email": "eve@example.org", "password": PASSWORD}
    headers = {"accept-language": f"fr;q=0.9,{language}-CH;q=0.8"}
    data_of(await Caller(http).call("POST", "/auth/register", json=body, headers=headers))
    subject = {"en": VERIFY, "de": "Bestätigen Sie Ihre E-Mail-Adresse"}[language]
    mail = await mail_about(database, "eve@example.org", subject)
    assert "<b>Eve</b>" in mail["text"]
    assert "&lt;b&gt;Eve&lt;/b&gt;" in mail["html"]
    assert "<b>Eve" not in mail["html"]


async def test_a_forgotten_password_is_set_anew_and_every_login_ends(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    refresh = data_of(await log_in(http, PASSWORD))["refresh_token"]
    token = await reset_token(http, database)
    data_of(await Caller(http).post("/auth/reset-password", {"token": token, "password": NEW_PASSWORD}))
    assert code_of(await log_in(http, PASSWORD)) == "login_failed"
    assert code_of(await Caller(http).post("/auth/refresh", {"refresh_token": refresh})) == "token_invalid"
    login = data_of(await log_in(http, NEW_PASSWORD))
    assert login["user"]["email_verified"]
    assert len(data_of(await Caller(http, login["access_token"]).get("/auth/logins"))) == 1
    assert "new password" in (await mail_about(database, ADA, "Your password was changed"))["text"]
    assert "password.reset" in await actions(database, login["organization"]["id"])


@pytest.mark.parametrize("way", ["by the former password", "from a login that ends"])
async def test_a_login_that_is_begun_while_what_proved_it_ends_does_not_stand(
    http: httpx.AsyncClient,
    services: WebServices,
    database: Database,
    ada: Caller,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    token = await reset_token(http, database)
    owner = Caller(http, data_of(await log_in(http, PASSWORD))["access_token"])
    here = {"organization": data_of(await ada.get("/auth/me"))["organization"]["id"]}
    logins = services.account_services.logins._repository
    add_family = logins.add_family

    async def add_late(*family: Any) -> None:
        """The owner is faster: all logins end before this one stands."""
        faster = (
            Caller(http).post("/auth/reset-password", {"token": token, "password": NEW_PASSWORD})
            if way == "by the former password"
            else owner.post("/auth/logins/revoke-others")
        )
        data_of(await asyncio.create_task(faster))  # a request of its own
        await add_family(*family)

    monkeypatch.setattr(logins, "add_family", add_late)
    begun = log_in(http, PASSWORD) if way == "by the former password" else ada.post("/auth/switch", here)
    assert code_of(await begun) == "challenge_invalid"
    standing = await database["token_families"].count_documents({"revoked": False})
    assert standing == (0 if way == "by the former password" else 1), "but the owner's own"


async def test_of_fifty_uses_of_a_reset_link_at_once_one_wins(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    token = await reset_token(http, database)
    bodies = [{"token": token, "password": f"{NEW_PASSWORD} {number}"} for number in range(50)]
    answers = await asyncio.gather(*(Caller(http).post("/auth/reset-password", body) for body in bodies))
    winners = [body for body, answer in zip(bodies, answers, strict=True) if answer.is_success]
    assert len(winners) == 1
    assert {code_of(answer) for answer in answers if not answer.is_success} == {"link_invalid"}
    data_of(await log_in(http, winners[0]["password"]))


async def test_a_link_ends_with_its_time_and_is_good_for_nothing_else(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    token = await reset_token(http, database)
    stored = await database["account_links"].find_one({"_id": hash_of(token)})
    assert stored is not None
    assert timedelta(minutes=59) < stored["expires_at"] - utc_now() <= timedelta(hours=1)
    assert token not in str(stored)
    assert code_of(await Caller(http).post("/auth/verify-email", {"token": token})) == "link_invalid"
    verify = token_in(await mail_about(database, ADA, VERIFY))
    for wrong in (verify, "forged", token[:-1], f"{token}x"):
        refusal = await Caller(http).post("/auth/reset-password", {"token": wrong, "password": NEW_PASSWORD})
        assert code_of(refusal) == "link_invalid"
    await database["account_links"].update_one({"_id": stored["_id"]}, {"$set": {"expires_at": utc_now()}})
    late = await Caller(http).post("/auth/reset-password", {"token": token, "password": NEW_PASSWORD})
    assert code_of(late) == "link_invalid"


async def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    known, unknown = [
        await Caller(http).post("/auth/forgot-password", {"email": email}) for email in (ADA, "nobody@example.org")
    ]
    assert (known.status_code, known.json()["message"]) == (unknown.status_code, unknown.json()["message"])
    await mail_about(database, ADA, RESET)
    assert await mails_to(database, "nobody@example.org") == []
    assert await database["account_links"].count_documents({"user": ""}) == 1
    for email in (ADA, "nobody@example.org"):
        asked = [await Caller(http).post("/auth/forgot-password", {"email": email}) for _ in range(3)]
        assert [answer.status_code for answer in asked] == [200, 200, 429]


async def test_strangers_of_one_network_ask_for_so_many_links_whatever_addresses_they_name(
    http: httpx.AsyncClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = msgspec.structs.replace(throttles.MAILS_OF_ONE_NETWORK, free=3, first_s=60)
    monkeypatch.setattr(throttles, "MAILS_OF_ONE_NETWORK", few)
    asked = [await Caller(http).post("/auth/forgot-password", {"email": f"{n}@example.org"}) for n in range(5)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429, 429]
    assert asked[-1].headers["retry-after"] == "60"
    await registered(http)
    assert (await log_in(http, PASSWORD)).is_success, "who asks for mails keeps nobody from logging in"


async def test_a_refused_password_leaves_the_link_good(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    token = await reset_token(http, database)
    weak = await Caller(http).post("/auth/reset-password", {"token": token, "password": "1234567890"})
    assert (weak.status_code, code_of(weak), weak.json()["errors"][0]["field"]) == (422, "password_common", "password")
    data_of(await Caller(http).post("/auth/reset-password", {"token": token, "password": NEW_PASSWORD}))


async def test_a_password_is_changed_by_who_knows_it_and_other_logins_end(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    other = data_of(await log_in(http, PASSWORD))["refresh_token"]
    token = await reset_token(http, database)
    wrong = await ada.post("/auth/password", {"current": "wrong password", "password": NEW_PASSWORD})
    assert (code_of(wrong), wrong.json()["errors"][0]["field"]) == ("password_wrong", "current")
    personal = await ada.post("/auth/password", {"current": PASSWORD, "password": "ada@example.org"})
    assert code_of(personal) == "password_personal"
    data_of(await ada.post("/auth/password", {"current": PASSWORD, "password": NEW_PASSWORD}))
    assert code_of(await Caller(http).post("/auth/refresh", {"refresh_token": other})) == "token_invalid"
    assert [login["current"] for login in data_of(await ada.get("/auth/logins"))] == [True]
    late = await Caller(http).post("/auth/reset-password", {"token": token, "password": "yet another one"})
    assert code_of(late) == "link_invalid"
    data_of(await log_in(http, NEW_PASSWORD))
    await mail_about(database, ADA, "Your password was changed")


async def test_an_address_changes_when_the_new_mailbox_is_proven(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    wrong = await ada.post("/auth/email", {"email": "byron@example.org", "password": "wrong password"})
    assert code_of(wrong) == "password_wrong"
    data_of(await ada.post("/auth/email", {"email": "Byron@example.org", "password": PASSWORD}))
    warning = await mail_about(database, ADA, "Your e-mail address is about to change")
    assert "byron@example.org" in warning["text"]
    data_of(await log_in(http, PASSWORD))
    token = token_in(await mail_about(database, "byron@example.org", "Confirm your new e-mail address"))
    data_of(await Caller(http).post("/auth/verify-email", {"token": token}))
    assert data_of(await ada.get("/auth/me"))["user"] | {"id": ""} == {
        "id": "",
        "name": "ada",
        "email": "byron@example.org",
        "email_verified": True,
    }
    assert code_of(await log_in(http, PASSWORD)) == "login_failed"
    data_of(await log_in(http, PASSWORD, "byron@example.org"))
    await mail_about(database, ADA, "Your e-mail address was changed")
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    ((before, after),) = await recorded_changes(database, organization, "email.changed")
    mark = audit_trail(database).mark
    assert (before, after) == ({"email": mark(ADA)}, {"email": mark("byron@example.org")})


async def test_an_address_that_somebody_has_by_now_is_refused(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    data_of(await ada.post("/auth/email", {"email": "eve@example.org", "password": PASSWORD}))
    await registered(http, "eve")
    token = token_in(await mail_about(database, "eve@example.org", "Confirm your new e-mail address"))
    refusal = await Caller(http).post("/auth/verify-email", {"token": token})
    assert (refusal.status_code, code_of(refusal)) == (409, "email_taken")
    assert data_of(await ada.get("/auth/me"))["user"]["email"] == ADA


async def test_a_link_for_a_former_address_proves_nothing(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    verify, reset = token_in(await mail_about(database, ADA, VERIFY)), await reset_token(http, database)
    await database["users"].update_one({"email": ADA}, {"$set": {"email": "byron@example.org"}})
    assert code_of(await Caller(http).post("/auth/verify-email", {"token": verify})) == "link_invalid"
    body = {"token": reset, "password": NEW_PASSWORD}
    assert code_of(await Caller(http).post("/auth/reset-password", body)) == "link_invalid"


@pytest.mark.parametrize("password", ["1234567890", "Passwort123", "aaaaaaaaaaaa", "abcabcabcabc", "Eve@Example.org!"])
async def test_passwords_that_are_tried_first_are_refused(http: httpx.AsyncClient, password: str) -> None:
    body = {"organization": "O", "name": "Eve", "email": "eve@example.org", "password": password}
    refusal = await Caller(http).post("/auth/register", body)
    assert (refusal.status_code, refusal.json()["errors"][0]["field"]) == (422, "password")
