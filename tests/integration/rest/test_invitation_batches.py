"""A batch of invitations: one status per row, one mail per guest, and nothing twice."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from app.infra.mongo import Database
from tests.builders.colleagues import colleague, invitation_token, invited, verified_owner
from tests.builders.rest import Caller, code_of, data_of, registered
from tests.fixtures.waiting import until

BATCH = "/organizations/current/invitations/batch"
KEY = {"idempotency-key": "0190a8f0-0000-7000-8000-0000000000b1"}


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


def row(name: str, role: str = "viewer") -> dict[str, str]:
    return {"email": name if "@" in name or " " in name else f"{name}@example.org", "role": role}


async def sent(caller: Caller, *rows: dict[str, str], headers: dict[str, str] | None = None) -> httpx.Response:
    return await caller.call("POST", BATCH, json={"rows": list(rows)}, headers=headers)


async def results(caller: Caller, *rows: dict[str, str]) -> list[tuple[str, str | None]]:
    """Of each row: its status, and the code of its error."""
    found: list[dict[str, Any]] = data_of(await sent(caller, *rows))["rows"]
    return [(one["status"], one["error"] and one["error"]["code"]) for one in found]


async def test_each_row_is_answered_in_its_place_and_each_guest_gets_one_mail(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    await colleague(http, ada, database, "bob")
    await invited(ada, database, "cyd")
    rows = [
        row("dan", "admin"), row("bob"), row("cyd"), row("no address"), row("eve", "owner"), row(" DAN@Example.org"),
        row("fay"),
    ]  # fmt: skip
    found = data_of(await sent(ada, *rows))["rows"]
    assert [one["status"] for one in found] == [
        "invited", "already_a_member", "already_invited", "refused", "refused", "already_invited", "invited",
    ]  # fmt: skip
    assert [(one["error"]["code"], one["error"]["pointer"]) for one in found if one["error"]] == [
        ("invalid_email", "#/rows/3/email"),
        ("unknown_value", "#/rows/4/role"),
    ]
    assert [(one["invitation"]["email"], one["invitation"]["role"]) for one in found if one["invitation"]] == [
        ("dan@example.org", "admin"),
        ("fay@example.org", "viewer"),
    ]
    token = await invitation_token(database, "dan@example.org")
    assert data_of(await Caller(http).get(f"/invitations/{token}"))["role"] == "admin"
    await invitation_token(database, "fay@example.org")
    mails = [mail["to"] async for mail in database["outbox"].find({"_id": {"$regex": "^member_invitation:"}})]
    assert sorted(mails) == [f"{name}@example.org" for name in ("bob", "cyd", "dan", "fay")]
    events = [event["after"] async for event in database["audit_events"].find({"action": "member.invited"})]
    assert len({json.loads(after)["email"] for after in events}) == 4
    assert not any("@" in after for after in events), "events hold no addresses"


async def test_sent_again_with_its_key_it_gets_the_first_answer_and_without_it_nobody_is_asked_twice(
    ada: Caller, database: Database
) -> None:
    guests = [row(f"guest{number}") for number in range(50)]
    first = await sent(ada, *guests, headers=KEY)
    assert {one["status"] for one in data_of(first)["rows"]} == {"invited"}
    again = await sent(ada, *guests, headers=KEY)
    assert (again.content, again.headers["idempotency-replayed"]) == (first.content, "true")
    assert await results(ada, *guests) == [("already_invited", None)] * 50

    async def all_mails_are_out() -> bool:
        return await database["outbox"].count_documents({"to": {"$regex": "^guest"}}) == 50

    await until(all_mails_are_out)
    assert code_of(await sent(ada, *guests, row("one-more"))) == "wrong_length"
    assert code_of(await sent(ada)) == "wrong_length"


async def test_rows_that_may_not_be_or_are_too_many_are_refused_for_themselves(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    key = data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["members:manage", "members:read"]}))["key"]
    assert await results(Caller(http, key), row("bob"), row("x@y", "viewer")) == [("refused", "not_allowed")] * 2
    for batch in range(2):
        assert {status for status, _ in await results(ada, *(row(f"g{batch}-{n}") for n in range(49)))} == {"invited"}
    late = await sent(ada, *(row(f"late{number}") for number in range(9)))
    codes = [one["error"]["code"] if one["error"] else "" for one in data_of(late)["rows"]]
    assert (codes[:2], codes[-1]) == (["", ""], "rate_limited")
    assert late.headers["ratelimit"].count('"invitations"') == 1


async def test_who_may_not_invite_invites_nobody(http: httpx.AsyncClient, ada: Caller, database: Database) -> None:
    bob = await colleague(http, ada, database, "bob")
    assert code_of(await sent(bob, row("dan"))) == "not_allowed"
    eve = await registered(http, "eve")
    assert code_of(await sent(eve, row("dan"))) == "email_not_verified"
    assert await database["member_invitations"].count_documents({"email": "dan@example.org"}) == 0
