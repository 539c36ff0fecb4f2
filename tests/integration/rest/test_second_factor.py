"""Login in two steps: enrolled, asked for, throttled, recovered, taken off, required."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pyotp
import pytest

from app.core.clock import utc_now
from app.features.accounts.login_steps import Passed
from app.infra.mongo import Database
from app.infra.notes import Notes
from app.wiring.web import WebServices
from tests.builders.audit import actions, recorded
from tests.builders.mail import mail_about, token_in
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, registered
from tests.fixtures.servers import JWT_SECRET

ADA = "ada@example.org"


class Phone:
    """An authenticator app. Every code is of a later step than the one before, as if half a minute had passed."""

    def __init__(self, secret: str) -> None:
        self._totp = pyotp.TOTP(secret)
        self._steps = iter((-1, 0, 1))

    def code(self) -> str:
        return self._totp.at(utc_now() + timedelta(seconds=30 * next(self._steps)))


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    """Her address is proven."""
    caller = await registered(http)
    link = await mail_about(database, ADA, "Confirm your e-mail address")
    data_of(await Caller(http).post("/auth/verify-email", {"token": token_in(link)}))
    return caller


async def enrolled(ada: Caller) -> tuple[Phone, list[str]]:
    phone = Phone(data_of(await ada.post("/auth/second-factor", {"password": PASSWORD}))["secret"])
    return phone, data_of(await ada.post("/auth/second-factor/confirm", {"code": phone.code()}))["recovery_codes"]


async def first_step(http: httpx.AsyncClient) -> dict[str, Any]:
    step: dict[str, Any] = data_of(await Caller(http).post("/auth/login", {"email": ADA, "password": PASSWORD}))
    return step


async def second_step(http: httpx.AsyncClient, code: str, challenge: str | None = None) -> httpx.Response:
    challenge = challenge or (await first_step(http))["challenge"]
    return await Caller(http).post("/auth/login/second-factor", {"challenge": challenge, "code": code})


async def test_login_takes_two_steps_once_the_app_is_confirmed(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    enrolment = data_of(await ada.post("/auth/second-factor", {"password": PASSWORD}))
    parsed = pyotp.parse_uri(enrolment["uri"])
    assert (parsed.name, parsed.issuer, parsed.secret) == (ADA, "ImpactPulse", enrolment["secret"])
    assert enrolment["qr_svg"].startswith("<svg")
    assert (await first_step(http))["status"] == "logged_in"
    phone = Phone(enrolment["secret"])
    confirmed = data_of(await ada.post("/auth/second-factor/confirm", {"code": phone.code()}))
    assert len(set(confirmed["recovery_codes"])) == 10
    step = await first_step(http)
    assert set(step) == {"status", "challenge", "expires_in"}
    assert step["status"] == "second_factor_required"
    login = data_of(await second_step(http, phone.code(), step["challenge"]))
    assert login["status"] == "logged_in"
    data_of(await Caller(http, login["access_token"]).get("/auth/me"))
    assert data_of(await ada.get("/auth/second-factor")) == {
        "enabled": True,
        "required": False,
        "recovery_codes_left": 10,
    }
    await mail_about(database, ADA, "Two-step login is on")
    assert "second_factor.enabled" in await actions(database, login["organization"]["id"])


async def test_no_secret_stands_readable_in_the_database_or_the_audit_chain(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    enrolment = data_of(await ada.post("/auth/second-factor", {"password": PASSWORD}))
    code = Phone(enrolment["secret"]).code()
    codes = data_of(await ada.post("/auth/second-factor/confirm", {"code": code}))["recovery_codes"]
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    stored = str([await database["users"].find({}).to_list(None), await recorded(database, organization)])
    for secret in (enrolment["secret"], code, *codes, codes[0].replace("-", "")):
        assert secret not in stored


async def test_enrolling_needs_a_proven_address_and_the_password(http: httpx.AsyncClient, ada: Caller) -> None:
    eve = await registered(http, "eve")
    assert code_of(await eve.post("/auth/second-factor", {"password": PASSWORD})) == "email_not_verified"
    assert code_of(await ada.post("/auth/second-factor", {"password": "wrong password"})) == "password_wrong"
    assert code_of(await ada.post("/auth/second-factor/confirm", {"code": "123456"})) == "second_factor_off"
    await enrolled(ada)
    assert code_of(await ada.post("/auth/second-factor", {"password": PASSWORD})) == "second_factor_on"
    assert code_of(await ada.post("/auth/second-factor/confirm", {"code": "123456"})) == "second_factor_off"


async def test_a_code_opens_once_also_for_fifty_at_a_time(http: httpx.AsyncClient, ada: Caller) -> None:
    phone, _ = await enrolled(ada)
    challenge, code = (await first_step(http))["challenge"], phone.code()
    answers = await asyncio.gather(*(second_step(http, code, challenge) for _ in range(50)))
    assert [answer.is_success for answer in answers].count(True) == 1
    assert {code_of(answer) for answer in answers if not answer.is_success} <= {"code_wrong", "rate_limited"}


async def test_a_code_that_confirmed_the_app_does_not_open_again(http: httpx.AsyncClient, ada: Caller) -> None:
    phone = Phone(data_of(await ada.post("/auth/second-factor", {"password": PASSWORD}))["secret"])
    code = phone.code()
    data_of(await ada.post("/auth/second-factor/confirm", {"code": code}))
    replay = await second_step(http, code)
    assert (replay.status_code, code_of(replay)) == (422, "code_wrong")


async def test_a_recovery_code_opens_once_also_for_fifty_at_a_time(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    _, codes = await enrolled(ada)
    challenge = (await first_step(http))["challenge"]
    written = codes[3].upper().replace("-", " ")
    answers = await asyncio.gather(*(second_step(http, written, challenge) for _ in range(50)))
    assert [answer.is_success for answer in answers].count(True) == 1
    assert data_of(await ada.get("/auth/second-factor"))["recovery_codes_left"] == 9
    assert "9 are left" in (await mail_about(database, ADA, "A recovery code was used"))["text"]


async def test_guessing_codes_is_slowed_down_and_on_record(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    await enrolled(ada)
    challenge = (await first_step(http))["challenge"]
    answers = [await second_step(http, "nonsense", challenge) for _ in range(6)]
    assert [code_of(answer) for answer in answers] == ["code_wrong"] * 5 + ["rate_limited"]
    assert int(answers[5].headers["retry-after"]) >= 10
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    assert (await actions(database, organization)).count("login.failed") == 5


async def test_a_challenge_is_good_for_minutes_and_for_nothing_else(
    http: httpx.AsyncClient, database: Database, services: WebServices, ada: Caller
) -> None:
    phone, _ = await enrolled(ada)
    challenge = (await first_step(http))["challenge"]
    assert code_of(await Caller(http, challenge).get("/auth/me")) == "token_invalid"
    other = Notes(JWT_SECRET, "login steps", lambda: utc_now() - timedelta(minutes=6), lifetime=timedelta(minutes=5))
    user = await database["users"].find_one({"email": ADA})
    assert user is not None
    late = other.write(Passed(user["_id"], "org_x", "", must_enrol=False))
    for wrong in ("forged", f"{challenge}x", late, ada.token):
        refusal = await second_step(http, "123456", wrong)
        assert (refusal.status_code, code_of(refusal)) == (401, "challenge_invalid")
    assert code_of(await Caller(http).post("/auth/login/second-factor/enrol", {"challenge": challenge})) == (
        "challenge_invalid"
    )
    data_of(await ada.post("/auth/password", {"current": PASSWORD, "password": "another ten letters"}))
    assert code_of(await second_step(http, phone.code(), challenge)) == "challenge_invalid"


async def test_recovery_codes_are_renewed_and_the_old_ones_end(http: httpx.AsyncClient, ada: Caller) -> None:
    phone, old = await enrolled(ada)
    wrong = await ada.post("/auth/second-factor/recovery-codes", {"password": PASSWORD, "code": "000000x"})
    assert code_of(wrong) == "code_wrong"
    body = {"password": PASSWORD, "code": phone.code()}
    new = data_of(await ada.post("/auth/second-factor/recovery-codes", body))["recovery_codes"]
    assert not set(new) & set(old)
    assert code_of(await second_step(http, old[0])) == "code_wrong"
    data_of(await second_step(http, new[0]))


async def test_it_is_taken_off_with_password_and_code(http: httpx.AsyncClient, database: Database, ada: Caller) -> None:
    off = await ada.post("/auth/second-factor/disable", {"password": PASSWORD, "code": "123456"})
    assert (off.status_code, code_of(off)) == (409, "second_factor_off")
    phone, codes = await enrolled(ada)
    for body in ({"password": "wrong password", "code": codes[0]}, {"password": PASSWORD, "code": "wrong"}):
        assert code_of(await ada.post("/auth/second-factor/disable", body)) in {"password_wrong", "code_wrong"}
    data_of(await ada.post("/auth/second-factor/disable", {"password": PASSWORD, "code": phone.code()}))
    assert (await first_step(http))["status"] == "logged_in"
    await mail_about(database, ADA, "Two-step login is off")
    await enrolled(ada)


async def test_an_organization_may_ask_every_member_for_it(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    async def required(value: bool, *, based_on: int) -> httpx.Response:
        headers = {"if-match": f'"{based_on}"'}
        return await ada.call("PUT", "/organization/second-factor", json={"required": value}, headers=headers)

    needs_own = await required(True, based_on=1)
    assert (needs_own.status_code, code_of(needs_own)) == (409, "second_factor_off")
    await enrolled(ada)
    blind = await ada.call("PUT", "/organization/second-factor", json={"required": True})
    assert (blind.status_code, code_of(blind)) == (428, "if_match_missing")
    saved = await required(True, based_on=1)
    assert (data_of(saved), saved.headers["etag"]) == ({"required": True, "version": 2}, '"2"')
    late = await required(False, based_on=1)
    assert (late.status_code, late.json()["data"]["current"]) == (412, 2)
    stands = data_of(await ada.get("/organizations/current"))
    assert (stands["require_second_factor"], stands["version"]) == (True, 2)
    body = {"password": PASSWORD, "code": "123456"}
    assert code_of(await ada.post("/auth/second-factor/disable", body)) == "second_factor_needed"
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    edited = (await recorded(database, organization))[-1]
    assert (edited["action"], edited["after"]) == ("organization.edited", '{"require_second_factor":true}')


async def test_a_member_without_it_sets_it_up_on_the_way_in(
    http: httpx.AsyncClient, database: Database, ada: Caller
) -> None:
    refresh = (await first_step(http))["refresh_token"]
    await database["organizations"].update_one({}, {"$set": {"require_second_factor": True}})
    refused = await Caller(http).post("/auth/refresh", {"refresh_token": refresh})
    assert (refused.status_code, code_of(refused)) == (401, "token_invalid")
    step = await first_step(http)
    assert (step["status"], "access_token" in step) == ("second_factor_setup_required", False)
    challenge = {"challenge": step["challenge"]}
    assert code_of(await second_step(http, "123456", step["challenge"])) == "challenge_invalid"
    enrolment = data_of(await Caller(http).post("/auth/login/second-factor/enrol", challenge))
    wrong = await Caller(http).post("/auth/login/second-factor/enrol/confirm", {**challenge, "code": "1"})
    assert code_of(wrong) == "code_wrong"
    body = {**challenge, "code": Phone(enrolment["secret"]).code()}
    done = data_of(await Caller(http).post("/auth/login/second-factor/enrol/confirm", body))
    assert len(done["recovery_codes"]) == 10
    status = data_of(await Caller(http, done["login"]["access_token"]).get("/auth/second-factor"))
    assert status == {"enabled": True, "required": True, "recovery_codes_left": 10}
