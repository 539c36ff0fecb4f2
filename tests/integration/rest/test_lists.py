"""Lists as an admin uses them: put in order, searched, filtered, page by page; every list in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.core.folding import folded
from app.features.accounts.model import User
from app.features.accounts.repository import AccountRepository
from app.features.organizations.invitation_repository import InvitationRepository
from app.features.organizations.model import MemberInvitation
from app.features.organizations.repository import OrganizationRepository
from app.http.rate_limits import LIMITS
from app.infra.buckets import Limit
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.rest import QUESTIONS, Caller, code_of, data_of, publish, registered

Item = dict[str, Any]
TITLES = ["Käse", "apfel", "Äpfel", "Breakfast", "breakfast", "BREAKFAST", "Straße (50 %)", "a.*[b"]
KEYS = ["kase", "apfel", "apfel", "breakfast", "breakfast", "breakfast", "strasse (50 %)", "a.*[b"]
"""The folded titles, by hand."""


@dataclass(frozen=True)
class Listed:
    """``orders``: name → what an item is put in order by; equals go by ``made``. ``searches``: text → how many fit."""

    path: str
    made: Callable[[Item], Any]
    orders: dict[str, Callable[[Item], Any]]
    searches: dict[str, int] = field(default_factory=dict)
    filters: tuple[str, ...] = ()


def moment(name: str) -> Callable[[Item], datetime]:
    return lambda item: datetime.fromisoformat(item[name])


def title_key(item: Item) -> str:
    return KEYS[TITLES.index(item["title"])]


NAME_KEYS = {
    "ada": "ada ada@", "Ädam": "adam adam-1", "adam": "adam adam-2", "Zoë": "zoe zoe-3", "zoe": "zoe zoe-4",
    "Straße": "strasse", "Bob (x)": "bob (x)", "a.*": "a.*",
}  # fmt: skip
ADDRESSES = ["müller", "muller", "a.b", "müller+x", "zoe", "b", "a.c", "c"]

SEARCHES = {"ÄPFEL": 2, "kas": 1, "reakf": 3, "(50 %)": 1, ".*": 1, "[": 1, "STRASSE": 1, "nothing": 0, " ": 8, "": 8}
LISTS = [
    Listed(
        "/surveys",
        made=moment("created_at"),
        orders={
            "created_at": moment("created_at"),
            "updated_at": moment("updated_at"),
            "title": title_key,
        },
        searches=SEARCHES,
        filters=("archived=true",),
    ),
    Listed(
        "/sessions",
        made=moment("created_at"),
        orders={
            "created_at": moment("created_at"),
            "updated_at": moment("updated_at"),
            "title": title_key,
        },
        searches=SEARCHES,
        filters=("mode=open", "status=lobby", "survey=srv_x"),
    ),
    Listed(
        "/organizations/current/members",
        made=moment("joined_at"),
        orders={"joined_at": moment("joined_at"), "name": lambda item: NAME_KEYS[item["name"]]},
        searches={"ÄDA": 3, "zoë": 2, "(x)": 1, ".*": 1, "Example.ORG": 8, "strasse-5@": 1, "nobody": 0},
    ),
    Listed(
        "/organizations/current/invitations",
        made=moment("created_at"),
        orders={"created_at": moment("created_at"), "email": lambda item: item["email"].replace("ü", "u")},
        searches={"MULLER": 3, "müller+": 1, ".": 8, "r@example": 2, "nobody": 0},
        filters=("status=open",),
    ),
]


async def with_people(owner: Caller, database: Database) -> None:
    """Eight members and eight invitations, made a millisecond apart."""
    me = data_of(await owner.get("/auth/me"))
    organization, start = me["organization"]["id"], datetime(2026, 1, 1, tzinfo=UTC)
    accounts, members = AccountRepository(database), OrganizationRepository(database)
    invitations = InvitationRepository(database)
    await database["members"].update_one({"user": me["user"]["id"]}, {"$set": {"joined_at": start}})
    for number, name in enumerate(NAME_KEYS):
        at, key = start + timedelta(milliseconds=number), folded(name).partition(" ")[0]
        user = User(f"usr_{number}", name, f"{key}-{number}@example.org", "no hash")
        if number:
            assert await accounts.add_user(user, at)
            assert await members.add_member(organization, user, "viewer", at)
        invitation = MemberInvitation(
            id=f"inv_{number}",
            organization=organization,
            number=await invitations.next_number(organization),
            email=f"{ADDRESSES[number]}@example.org",
            role="viewer",
            hash=f"{number:064}",
            status="open" if number % 2 else "revoked",
            invited_by=me["user"]["id"],
            created_at=at,
            expires_at=at,
        )
        await invitations.add(invitation)


@pytest.fixture
async def ada(http: httpx.AsyncClient, services: WebServices, database: Database) -> Caller:
    """The owner of an organization with eight of everything; whoever tests is not held back."""
    services.rate_limits._limits = dict.fromkeys(LIMITS, Limit(per_s=1e6, burst=1e6))
    owner = await registered(http)
    surveys = [data_of(await owner.post("/surveys", {"title": title})) for title in TITLES]
    for survey in (surveys[4], surveys[1]):
        edit = {"title": survey["title"], "description": "edited", "questions": QUESTIONS}
        data_of(await owner.call("PUT", f"/surveys/{survey['id']}", json=edit, headers={"if-match": '"1"'}))
    data_of(await publish(owner, surveys[4]["id"]))
    running = {"survey": surveys[4]["id"], "mode": "live"}
    sessions = [data_of(await owner.post("/sessions", {**running, "title": title})) for title in TITLES]
    data_of(await owner.post(f"/sessions/{sessions[2]['id']}/control", {"action": "next"}))
    data_of(await owner.call("PATCH", f"/sessions/{sessions[0]['id']}", json={}, headers={"if-match": '"1"'}))
    await with_people(owner, database)
    return owner


def address(path: str, **query: object) -> str:
    given = "&".join(f"{name}={quote(str(value))}" for name, value in query.items())
    return f"{path}{'&' if '?' in path else '?'}{given}"


async def walked(caller: Caller, path: str, limit: int = 3, **query: object) -> list[Item]:
    """Every item of a list, by following its links."""
    seen: list[Item] = []
    following = address(path, limit=limit, **query)
    while following:
        page = data_of(await caller.get(following))
        assert len(page["items"]) <= limit
        seen += page["items"]
        following = page["links"].get("next", "").removeprefix("/api/v1")
        assert bool(following) == (page["next_cursor"] is not None)
    return seen


async def test_every_order_shows_every_row_once(ada: Caller, subtests: pytest.Subtests) -> None:
    for listed in LISTS:
        with subtests.test(listed.path):
            everything = data_of(await ada.get(address(listed.path, limit=100)))["items"]
            assert len(everything) == 8
            for name, key in listed.orders.items():
                expected = sorted(everything, key=lambda item: (key(item), listed.made(item)))
                assert (name, await walked(ada, listed.path, sort=name)) == (name, expected)
                assert (name, await walked(ada, listed.path, sort=f"-{name}")) == (name, expected[::-1])


async def test_what_is_looked_for_is_found_whatever_its_case_and_accents(
    ada: Caller, subtests: pytest.Subtests
) -> None:
    for listed in LISTS:
        with subtests.test(listed.path):
            found = {text: len(await walked(ada, listed.path, 2, q=text)) for text in listed.searches}
            assert found == listed.searches
            if listed.searches:
                assert code_of(await ada.get(address(listed.path, q="x" * 101))) == "wrong_length"


async def test_a_cursor_is_good_for_its_own_order_and_filters_only(ada: Caller, subtests: pytest.Subtests) -> None:
    for listed in LISTS:
        with subtests.test(listed.path):
            first, *others = (f"{sign}{name}" for name in listed.orders for sign in ("", "-"))
            cursor = data_of(await ada.get(address(listed.path, limit=3, sort=first)))["next_cursor"]
            query = address(listed.path, sort=first, cursor=cursor)
            assert len(data_of(await ada.get(f"{query}&limit=2"))["items"]) == 2
            wrong = [address(listed.path, sort=other, cursor=cursor) for other in others]
            wrong += [f"{query}&{change}" for change in (*listed.filters, *(["q=a"] if listed.searches else []))]
            wrong += [address(other.path, cursor=cursor) for other in LISTS if other is not listed]
            for path in wrong:
                refused = await ada.get(path)
                assert (path, refused.status_code, code_of(refused)) == (path, 422, "cursor_mismatch")
            assert code_of(await ada.get(address(listed.path, cursor="bjIx"))) == "invalid_cursor"


async def test_an_unknown_order_is_refused_with_those_there_are(ada: Caller, subtests: pytest.Subtests) -> None:
    for listed in LISTS:
        with subtests.test(listed.path):
            for sort in ("colour", "--title", "", "number", "$where"):
                refused = await ada.get(address(listed.path, sort=sort))
                assert (refused.status_code, code_of(refused)) == (422, "unknown_value")
                [error] = refused.json()["errors"]
                assert (error["field"], all(name in error["message"] for name in listed.orders)) == ("sort", True)


async def test_a_stranger_finds_nothing_in_any_order(
    http: httpx.AsyncClient, ada: Caller, subtests: pytest.Subtests
) -> None:
    eve = await registered(http, "eve")
    for listed in LISTS:
        with subtests.test(listed.path):
            cursor = data_of(await ada.get(address(listed.path, limit=3, sort=next(iter(listed.orders)))))[
                "next_cursor"
            ]
            for sort in listed.orders:
                for query in ({}, {"q": "a"}, {"cursor": cursor} if sort == next(iter(listed.orders)) else {}):
                    answer = data_of(await eve.get(address(listed.path, sort=sort, **query)))
                    own = [item for item in answer["items"] if item.get("name") == "eve"]
                    assert (answer["items"], answer["next_cursor"]) == (own, None)


async def test_an_edit_moves_a_survey_up_and_an_archived_one_is_found_among_its_own(ada: Caller) -> None:
    latest = data_of(await ada.get("/surveys?sort=-updated_at&limit=2"))["items"]
    assert [survey["title"] for survey in latest] == ["apfel", "breakfast"]
    data_of(await ada.post(f"/surveys/{latest[0]['id']}/archive"))
    assert [survey["title"] for survey in await walked(ada, "/surveys", q="apfel")] == ["Äpfel"]
    assert [survey["title"] for survey in await walked(ada, "/surveys?archived=true", q="apfel")] == ["apfel"]


async def test_whatever_changes_a_session_moves_it_up(ada: Caller) -> None:
    async def latest() -> str:
        return str(data_of(await ada.get("/sessions?sort=-updated_at&limit=1"))["items"][0]["title"])

    by_title = {session["title"]: f"/sessions/{session['id']}" for session in await walked(ada, "/sessions")}
    assert await latest() == "Käse"
    data_of(await ada.post(f"{by_title['apfel']}/control", {"action": "end"}))
    assert await latest() == "apfel"
    data_of(await ada.call("PATCH", by_title["Straße (50 %)"], json={"title": "Lunch"}, headers={"if-match": '"1"'}))
    assert await latest() == "Lunch"
    assert [session["title"] for session in await walked(ada, "/sessions", q="LUNCH")] == ["Lunch"]
    data_of(await ada.post(f"{by_title['apfel']}/archive"))
    shown = data_of(await ada.get("/sessions?sort=-updated_at&limit=1&status=archived"))["items"]
    assert ([session["title"] for session in shown], await latest()) == (["apfel"], "Lunch")


async def test_filters_orders_and_search_go_together(ada: Caller) -> None:
    survey = data_of(await ada.get("/sessions?limit=1"))["items"][0]["survey"]
    for sort in ("title", "-title", "created_at", "-created_at", "updated_at"):
        path = f"/sessions?survey={survey}&mode=live&status=lobby&status=running"
        found = {session["title"] for session in await walked(ada, path, 2, sort=sort, q="breakfast")}
        assert found == {"Breakfast", "breakfast", "BREAKFAST"}
        assert await walked(ada, f"{path}&mode=open", 2, sort=sort) == []


async def test_a_member_is_found_by_the_address_of_today(ada: Caller, database: Database) -> None:
    path = "/organizations/current/members"
    assert await AccountRepository(database).set_verified_email("usr_3", "new@example.org")
    assert [one["name"] for one in await walked(ada, path, q="new@")] == ["Zoë"]
    assert await walked(ada, path, q="zoe-3@") == []


async def test_invitations_are_narrowed_to_those_that_are_open(ada: Caller) -> None:
    path = "/organizations/current/invitations?status=open"
    found = [one["email"].partition("@")[0] for one in await walked(ada, path, 2, sort="email")]
    assert found == ["b", "c", "müller+x", "muller"]


async def test_api_keys_are_listed_by_name_or_age(ada: Caller, database: Database) -> None:
    await database["users"].update_one({}, {"$set": {"email_verified": True}})
    for name in ("Zoo", "äpfel", "Apfel"):
        data_of(await ada.post("/api-keys", {"name": name, "scopes": ["surveys:read"]}))
    listed = {
        sort: [key["name"] for key in data_of(await ada.get(f"/api-keys?sort={sort}"))]
        for sort in ("name", "-name", "created_at", "-created_at")
    }
    assert listed == {
        "name": ["äpfel", "Apfel", "Zoo"],
        "-name": ["Zoo", "Apfel", "äpfel"],
        "created_at": ["Zoo", "äpfel", "Apfel"],
        "-created_at": ["Apfel", "äpfel", "Zoo"],
    }
    assert data_of(await ada.get("/api-keys"))[0]["name"] == "Apfel"
    assert code_of(await ada.get("/api-keys?sort=colour")) == "unknown_value"
