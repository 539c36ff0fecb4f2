"""Finding somebody among those who joined a session: searched, put in order, page by page, by who may read names."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.infra.mongo import Database
from tests.builders.colleagues import colleague, user_of, verified_owner
from tests.builders.rest import Caller, code_of, data_of, published_survey, started_session

PEOPLE = {"Zoë": "zoe@example.org", "Ädam": "adam@example.org", "Bob": "b+1@example.net", "adam": "eve@example.org"}


class Hall:
    """An owner, and an identified session that all of ``PEOPLE`` have joined."""

    def __init__(self, owner: Caller, session: dict[str, Any], ids: list[str]) -> None:
        self.owner, self.session, self.ids = owner, session["id"], ids
        self.path = f"/sessions/{self.session}/participants"

    async def names(self, limit: int = 3, **query: str) -> list[str]:
        """By following the links."""
        following = f"{self.path}?" + "&".join(f"{key}={quote(value)}" for key, value in query.items())
        following, found = f"{following}&limit={limit}", list[str]()
        while following:
            page = data_of(await self.owner.get(following))
            found += [one["name"] for one in page["items"]]
            following = page["links"].get("next", "").removeprefix("/api/v1")
        return found


@pytest.fixture
async def hall(http: httpx.AsyncClient, database: Database) -> Hall:
    owner = await verified_owner(http, database)
    settings = {"survey": await published_survey(owner), "mode": "live", "settings": {"identity": "identified"}}
    session = data_of(await owner.post("/sessions", settings))
    joining = [{"code": session["code"], "name": name, "email": email} for name, email in PEOPLE.items()]
    ids = [data_of(await Caller(http).post("/join", one))["participant"] for one in joining]
    other = await started_session(owner)
    data_of(await Caller(http).post("/join", {"code": other["code"]}))
    return Hall(owner, session, ids)


async def test_every_order_shows_everybody_once(hall: Hall) -> None:
    joined, named = list(PEOPLE), ["Ädam", "adam", "Bob", "Zoë"]
    for limit in (1, 3, 4):
        assert await hall.names(limit) == joined[::-1]
        assert await hall.names(limit, sort="joined_at") == joined
        assert await hall.names(limit, sort="name") == named
        assert await hall.names(limit, sort="-name") == named[::-1]
    cursor = data_of(await hall.owner.get(f"{hall.path}?limit=1"))["next_cursor"]
    for change in ("sort=name", "q=adam"):
        assert code_of(await hall.owner.get(f"{hall.path}?{change}&cursor={cursor}")) == "cursor_mismatch"
    assert code_of(await hall.owner.get(f"{hall.path}?sort=email")) == "unknown_value"


async def test_somebody_is_found_by_name_address_number_and_pseudonym(hall: Hall) -> None:
    wanted = {"ADAM": 2, "zoe": 1, "b+1@": 1, "example.org": 3, ".*": 0, "3": 1, "33": 0, "9" * 40: 0, " ": 4}
    for sort in ("-joined_at", "name"):
        assert {text: len(await hall.names(1, q=text, sort=sort)) for text in wanted} == wanted
    assert await hall.names(q=hall.ids[0]) == ["Zoë"]
    assert await hall.names(q=hall.ids[0][:-1]) == []


async def test_neither_the_search_nor_the_order_tells_of_names_to_who_may_not_read_them(
    http: httpx.AsyncClient, hall: Hall, database: Database
) -> None:
    bo = await colleague(http, hall.owner, database, "bo")
    member = f"/organizations/current/members/{await user_of(bo)}"
    data_of(await hall.owner.call("PATCH", member, json={"role": "viewer"}, headers={"if-match": '"1"'}))
    for query in ("q=adam", "q=3", "sort=name", "sort=-name"):
        refused = await bo.get(f"{hall.path}?{query}")
        assert (query, refused.status_code, code_of(refused)) == (query, 403, "not_allowed")
    listed = data_of(await bo.get(f"{hall.path}?sort=joined_at"))["items"]
    assert [(one["number"], one["name"]) for one in listed] == [(number, None) for number in (1, 2, 3, 4)]


async def test_who_joins_through_the_release_before_is_found_too_and_who_is_erased_no_more(
    hall: Hall, database: Database
) -> None:
    await database["participants"].update_many({"session": hall.session}, {"$unset": {"person_key": ""}})
    assert await hall.names(1, q="adam") == ["adam", "Ädam"]
    await database["participants"].update_one({"_id": hall.ids[2]}, {"$unset": {"person_key": ""}})
    assert await hall.names(1, sort="-name") == ["Zoë", "Bob", "adam", "Ädam"]
    held = data_of(await hall.owner.get(f"{hall.path}/{hall.ids[1]}/data"))
    assert (held["known"]["name"], "person_key" in held["known"]) == ("Ädam", False)
    data_of(await hall.owner.post(f"{hall.path}/{hall.ids[1]}/erase"))
    assert await hall.names(q="adam") == ["adam"]
    assert await database["participants"].count_documents({"person_key": {"$regex": "^adam adam@"}}) == 0
