"""Every route, for every kind of caller: exactly the table of permissions comes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

import httpx
import jwt
import pytest

from app.core.clock import utc_now
from app.core.permissions import PERMISSIONS, ROLES_WITH, Permission, Role
from app.core.principals import Member
from app.core.settings import Settings
from app.features.api_keys.model import new_key
from app.features.sessions.model import Session
from app.http.devices import Device
from app.infra.mongo import Database
from app.infra.tokens import ACCESS_LIFETIME, Tokens
from app.wiring.web import WebServices
from tests.builders.access import LOGIN, NEEDS, OR_PARTICIPANT, PARTICIPANT, permission_in
from tests.builders.members import ROLES, stored_people
from tests.builders.rest import Caller, code_of, data_of, patient
from tests.builders.sessions import started_session

LOG_OUT, LEAVE = "POST /api/v1/auth/logout", "POST /api/v1/organizations/current/leave"
ERASE = "DELETE /api/v1/participants/me"
LAST = (LOG_OUT, "POST /api/v1/auth/logins/revoke-others", ERASE, LEAVE)
"""They end what the others need, so each walk ends with them."""

ANOTHER_SECRET = "another secret that is long enough for HS256"
Outcome = dict[str, str]


class House:
    """One organization with a session and everybody who may want something of it."""

    def __init__(self, http: httpx.AsyncClient, services: WebServices, people: dict[Role, Member], session: Session):
        self.http, self.services, self.people, self.session = http, services, people, session

    def caller(self, role: Role) -> Caller:
        return Caller(self.http, self.services.tokens.issue_access(self.people[role]).token)

    async def another_login(self, role: Role) -> Caller:
        account = await self.services.account_services.accounts.me(self.people[role])
        login = await self.services.account_services.logins.begin(account, Device("a test", "127.0.0.0/24", "en"))
        return Caller(self.http, login.access_token)

    async def key(self, *scopes: Permission) -> Caller:
        owner = self.people["owner"]
        _, text = await self.services.account_services.api_keys.create(
            owner, name="a key", scopes=frozenset(scopes), expires_at=None
        )
        return Caller(self.http, text)

    async def participant(self) -> Caller:
        joined = data_of(await Caller(self.http).post("/join", {"session": self.session.id}))
        return Caller(self.http, joined["token"])

    async def walk(self, caller: Caller, *, logs_out: Caller | None = None, names: Iterable[str] = NEEDS) -> Outcome:
        """What each of these routes answers: ``in`` where the caller was let through, else the code of the refusal.

        Requests carry no body and name nothing but the session, so whoever gets in changes nothing.
        ``logs_out``: another login of the same caller.
        """
        found: Outcome = {}
        for name in sorted(names, key=lambda name: (name in LAST, LAST.index(name) if name in LAST else 0, name)):
            method, _, path = name.partition(" ")
            path = path.removeprefix("/api/v1").replace("{session_id:str}", self.session.id)
            for kind in ("survey_id", "login_id", "user_id", "invitation_id", "key_id", "participant_id"):
                path = path.replace(f"{{{kind}:str}}", "none")
            asking = logs_out if name == LOG_OUT and logs_out is not None else caller
            response = await patient(partial(asking.call, method, path.replace("{version:int}", "1")))
            refused = response.status_code in (401, 403)
            found[name] = code_of(response) if refused else "in"
        return found


@pytest.fixture
async def house(http: httpx.AsyncClient, services: WebServices, database: Database) -> House:
    people = await stored_people(database)
    full = await started_session(database, member=people["owner"])
    return House(http, services, people, full.session)


def expected(**allowed: bool) -> Outcome:
    """``login``, ``participant``: whether such a caller stands before us; all else is permissions, by underscores."""
    outcome = {}
    for name, need in NEEDS.items():
        permission = permission_in(need)
        lets_in = (
            (need == LOGIN and allowed.get("login", False))
            or ((need == PARTICIPANT or need.endswith(OR_PARTICIPANT)) and allowed.get("participant", False))
            or (permission is not None and allowed.get(permission, False))
        )
        outcome[name] = "in" if lets_in else "not_allowed"
    return outcome


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_gets_in_exactly_where_the_table_says(house: House, role: Role) -> None:
    may = {permission: role in ROLES_WITH[permission] for permission in PERMISSIONS}
    logs_out = await house.another_login(role)
    assert await house.walk(house.caller(role), logs_out=logs_out) == expected(login=True, **may)


async def test_a_key_gets_in_exactly_where_its_scopes_say(house: House) -> None:
    scopes = [permission for permission in PERMISSIONS if permission != "organization:own"]
    everything = await house.key(*scopes)
    assert await house.walk(everything) == expected(**dict.fromkeys(scopes, True))
    for scope in scopes:  # enough for what it opens by itself, and all others together are not
        opened = [name for name, answer in expected(**{scope: True}).items() if answer == "in"]
        others = await house.key(*(other for other in scopes if other != scope))
        assert await house.walk(await house.key(scope), names=opened) == dict.fromkeys(opened, "in"), scope
        assert await house.walk(others, names=opened) == dict.fromkeys(opened, "not_allowed"), scope


async def test_a_participant_gets_in_for_answers_and_results_only(house: House) -> None:
    assert await house.walk(await house.participant()) == expected(participant=True)


async def test_nothing_that_is_no_good_token_gets_in_anywhere(house: House, settings: Settings) -> None:
    owner, secret = house.people["owner"], settings.signing_secret()
    good = house.services.tokens.issue_access(owner).token
    claims = jwt.decode(good, options={"verify_signature": False})
    key = Tokens(secret, utc_now)._jwt_keys[0]
    past = Tokens(secret, lambda: utc_now() - ACCESS_LIFETIME - timedelta(seconds=1))

    def signed(**changes: object) -> str:
        return jwt.encode({**claims, **changes}, key, algorithm="HS256")

    tokens = {
        None: "not_authenticated",
        past.issue_access(owner).token: "token_expired",
        Tokens(ANOTHER_SECRET, utc_now).issue_access(owner).token: "token_invalid",
        jwt.encode(claims, "", algorithm="none"): "token_invalid",
        jwt.encode(claims, key * 2, algorithm="HS512"): "token_invalid",
        signed(iss="somebody else"): "token_invalid",
        signed(typ="refresh"): "token_invalid",
        signed(role="god"): "token_invalid",
        house.services.tokens.issue_socket(owner).token: "token_invalid",
        f"{owner.family}.{'x' * 43}": "token_invalid",
        new_key()[1]: "token_invalid",
        "ipk_": "token_invalid",
        signed(fam="fam_that_never_was"): "token_revoked",
        signed(org="org_of_others"): "removed",
    }
    for token, code in tokens.items():
        assert await house.walk(Caller(house.http, token)) == dict.fromkeys(NEEDS, code), code
    assert (await Caller(house.http, signed()).get("/auth/me")).status_code == 200
