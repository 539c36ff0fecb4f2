"""Inviting people to a session, and coming in by personal links, named or blind."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from app.http.rate_limits import LIMITS
from app.infra.buckets import Limit
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.audit import actions
from tests.builders.rest import Caller, answer, code_of, data_of, new_key, published_survey, registered

SECRET, OTHER_SECRET = "s" * 43, "t" * 43
FORM = {"q1": "tea", "q2": 3, "q3": "well"}


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def open_session(ada: Caller, identity: str) -> str:
    body = {"survey": await published_survey(ada), "mode": "open", "settings": {"identity": identity}}
    return str(data_of(await ada.post("/sessions", body))["id"])


async def invited(ada: Caller, session: str, text: str) -> list[dict[str, Any]]:
    """Everybody on the list, the first first."""
    data_of(await ada.post(f"/sessions/{session}/invitations", {"text": text}))
    return list(reversed(data_of(await ada.get(f"/sessions/{session}/invitations"))["items"]))


async def token_of(ada: Caller, session: str, invitation: dict[str, Any]) -> str:
    link = data_of(await ada.post(f"/sessions/{session}/invitations/{invitation['id']}/link"))["url"]
    return str(link.partition("#token=")[2])


async def previewed(http: httpx.AsyncClient, token: str) -> int:
    return (await Caller(http).post("/join/invitation/preview", {"token": token})).status_code


async def answered(http: httpx.AsyncClient, session: str, joined: dict[str, Any]) -> None:
    form = {**answer("form", None, key=new_key()), "answers": FORM}
    data_of(await Caller(http, joined["token"]).post(f"/sessions/{session}/submissions", form))


async def test_a_list_is_imported_row_by_row_and_once(ada: Caller, database: Database) -> None:
    session = await open_session(ada, "identified")
    path = f"/sessions/{session}/invitations"
    people = [{"email": "Ada@Example.org", "name": "Ada"}, {"email": "ada@example.org"}, {"email": "x"}]
    first = data_of(await ada.post(path, {"people": people}))
    assert (first["added"], [(one["row"], one["code"]) for one in first["problems"]]) == (
        1,
        [(2, "repeated"), (3, "invalid_email")],
    )
    again = data_of(await ada.post(path, {"csv": "email,name\nADA@example.org,Ada\nbob@example.org,Bob\n"}))
    assert (again["added"], [(one["row"], one["code"]) for one in again["problems"]]) == (1, [(2, "known")])
    listed = data_of(await ada.get(path))["items"]
    assert [(one["number"], one["email"], one["status"]) for one in listed] == [
        (2, "bob@example.org", "invited"),
        (1, "Ada@example.org", "invited"),
    ]
    for body in ({}, {"text": "a@example.org", "csv": "email\n"}):
        assert code_of(await ada.post(path, body)) == "one_of_three"
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    assert (await actions(database, organization)).count("invitations.added") == 2


async def test_imports_at_once_invite_everybody_once(ada: Caller, database: Database) -> None:
    session = await open_session(ada, "identified")
    text = "\n".join(f"p{number}@example.org" for number in range(50))
    path = f"/sessions/{session}/invitations"
    imported = await asyncio.gather(*(ada.post(path, {"text": text}) for _ in range(4)))
    assert sum(data_of(one)["added"] for one in imported) == 50
    assert await database["invitations"].count_documents({"session": session}) == 50


async def test_a_named_link_is_one_participant_on_every_device(http: httpx.AsyncClient, ada: Caller) -> None:
    session = await open_session(ada, "identified")
    (person,) = await invited(ada, session, "Grace <grace@example.org>")
    token = await token_of(ada, session, person)
    phone = Caller(http)
    preview = data_of(await phone.post("/join/invitation/preview", {"token": token}))
    assert (preview["name"], preview["blind"], preview["used"]) == ("Grace", False, False)
    assert preview["organization"] == data_of(await ada.get("/auth/me"))["organization"]["name"]
    both = await asyncio.gather(*(phone.post("/join/invitation", {"token": token}) for _ in range(5)))
    joined = [data_of(one) for one in both]
    assert len({one["participant"] for one in joined}) == 1
    path = f"/sessions/{session}/invitations/{person['id']}"
    assert data_of(await ada.get(path))["status"] == "joined"
    await answered(http, session, joined[0])
    assert data_of(await ada.get(path))["status"] == "done"
    (participant,) = data_of(await ada.get(f"/sessions/{session}/participants"))["items"]
    assert (participant["name"], participant["email"]) == ("Grace", "grace@example.org")


async def test_one_link_has_a_limit_of_its_own_and_forged_ones_are_counted_by_network(
    services: WebServices, http: httpx.AsyncClient, ada: Caller
) -> None:
    two, three = Limit(per_s=0.01, burst=2), Limit(per_s=0.01, burst=3)
    services.rate_limits._limits = {**LIMITS, "join": two, "wrong-codes": three}
    session = await open_session(ada, "identified")
    one, other, third = [
        await token_of(ada, session, person) for person in await invited(ada, session, "a@b.cd, e@f.gh, i@j.kl")
    ]
    assert [await previewed(http, token) for token in (one, one, one, other)] == [200, 200, 429, 200]
    assert [await previewed(http, f"forged{number}") for number in range(4)] == [404, 404, 404, 429]
    assert [await previewed(http, token) for token in (other, third)] == [200, 429], "a link that was used here goes on"


async def test_a_blind_link_is_one_device_and_leads_to_nobody(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await open_session(ada, "anonymous")
    (person,) = await invited(ada, session, "Grace <grace@example.org>")
    token = await token_of(ada, session, person)
    phone, asked = Caller(http), {"token": token, "device_secret": SECRET}
    assert code_of(await phone.post("/join/invitation", {"token": token})) == "required"
    first, again = [data_of(await phone.post("/join/invitation", asked)) for _ in range(2)]
    assert first["participant"] == again["participant"]
    assert code_of(await phone.post("/join/invitation", {**asked, "device_secret": OTHER_SECRET})) == "invitation_used"
    assert code_of(await phone.post("/join/invitation/done", asked)) == "wrong_state"
    await answered(http, session, first)
    other = await phone.post("/join/invitation/done", {**asked, "device_secret": OTHER_SECRET})
    assert code_of(other) == "invitation_used"
    data_of(await phone.post("/join/invitation/done", asked))
    shown = data_of(await ada.get(f"/sessions/{session}/invitations"))["items"][0]
    assert shown["status"] is None, "while answers are taken it would tell whose answer came last"
    data_of(await ada.post(f"/sessions/{session}/control", {"action": "end"}))
    assert data_of(await ada.get(f"/sessions/{session}/invitations/{person['id']}"))["status"] == "done"
    stored = await database["invitations"].find_one({"_id": person["id"]})
    participant = await database["participants"].find_one({"_id": first["participant"]})
    assert stored is not None
    assert participant is not None
    assert first["participant"] not in str(stored)
    assert not {person["id"], person["email"], stored["claim"], stored["hash"]} & set(map(str, participant.values()))
    assert {name for name, value in stored.items() if type(value) is type(stored["created_at"])} == {"created_at"}


async def test_only_hashes_of_links_are_stored_and_a_link_taken_back_leads_nowhere(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await open_session(ada, "identified")
    (person,) = await invited(ada, session, "grace@example.org")
    token = await token_of(ada, session, person)
    assert token not in str(await database["invitations"].find_one({"_id": person["id"]}))
    assert (await ada.call("DELETE", f"/sessions/{session}/invitations/{person['id']}")).status_code == 204
    assert code_of(await Caller(http).post("/join/invitation", {"token": token})) == "not_found"
    assert await database["invitations"].count_documents({"session": session}) == 0


async def test_who_was_erased_is_no_longer_invited(http: httpx.AsyncClient, ada: Caller, database: Database) -> None:
    session = await open_session(ada, "identified")
    (person,) = await invited(ada, session, "Grace <grace@example.org>")
    token = await token_of(ada, session, person)
    joined = data_of(await Caller(http).post("/join/invitation", {"token": token}))
    await answered(http, session, joined)
    path = f"/sessions/{session}/participants/{joined['participant']}"
    held = data_of(await ada.get(f"{path}/data"))
    assert held["known"]["invitation"]["email"] == "grace@example.org"
    data_of(await ada.post(f"{path}/erase"))
    assert code_of(await Caller(http).post("/join/invitation", {"token": token})) == "not_found"
    for collection in ("invitations", "participants"):
        assert await database[collection].count_documents({"session": session}) == 0


async def test_nobody_is_invited_to_what_has_ended(ada: Caller) -> None:
    session = await open_session(ada, "identified")
    (person,) = await invited(ada, session, "grace@example.org")
    token = await token_of(ada, session, person)
    data_of(await ada.post(f"/sessions/{session}/control", {"action": "end"}))
    assert code_of(await ada.post(f"/sessions/{session}/invitations", {"text": "b@example.org"})) == "session_ended"
    assert code_of(await ada.post("/join/invitation", {"token": token})) == "session_ended"


async def test_where_invited_people_alone_may_join_a_code_lets_nobody_new_in(
    http: httpx.AsyncClient, ada: Caller
) -> None:
    body = {"survey": await published_survey(ada), "mode": "open", "settings": {"identity": "identified"}}
    session = data_of(await ada.post("/sessions", body))
    path, by_code = f"/sessions/{session['id']}", {"code": session["code"], "name": "Eve"}
    early = data_of(await Caller(http).post("/join", by_code))
    change = {"settings": {"open_to": "invited"}}
    data_of(await ada.call("PATCH", path, json=change, headers={"if-match": '"1"'}))
    assert data_of(await Caller(http).get(f"/join/{session['code']}"))["open_to"] == "invited"
    for way in (by_code, {"session": session["id"], "name": "Eve"}):
        refused = await Caller(http).post("/join", way)
        assert (refused.status_code, code_of(refused)) == (403, "invitation_needed")
    (person,) = await invited(ada, session["id"], "Grace <grace@example.org>")
    token = await token_of(ada, session["id"], person)
    await answered(http, session["id"], data_of(await Caller(http).post("/join/invitation", {"token": token})))
    back = data_of(await Caller(http, early["token"]).post("/join", by_code))
    assert (back["participant"], back["welcome_back"]) == (early["participant"], True), "who was here before stays"
