"""An edit that another one overtakes between its check and its write is told so, and changes nothing."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.colleagues import colleague, user_of, verified_owner
from tests.builders.overtaking import always, overtake
from tests.builders.rest import Caller, code_of, data_of, started_session

HOOK = {"url": "https://example.org/hook", "events": ["session.started"]}
OTHER_HOOK = {"url": "https://example.org/other", "events": ["session.started"]}


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


@pytest.fixture
async def session(ada: Caller) -> dict[str, Any]:
    return await started_session(ada, "open")


async def put(
    caller: Caller, path: str, body: dict[str, Any], based_on: int = 0, method: str = "PUT"
) -> httpx.Response:
    return await caller.call(method, path, json=body, headers={"if-match": f'"{based_on}"'})


async def test_of_two_saves_at_one_version_the_second_is_told_which_one_stands(
    ada: Caller,
    session: dict[str, Any],
    services: WebServices,
    monkeypatch: pytest.MonkeyPatch,
    subtests: pytest.Subtests,
) -> None:
    """First where there was nothing, which is an insertion, then where there was: each kind of edit in turn."""
    mine = await user_of(ada)
    at_eight = {"plan": {"every": "day", "at": "08:00", "recipients": [mine]}}
    at_nine = {"plan": {"every": "day", "at": "09:00", "recipients": [mine]}}
    in_march = {"active": True, "plan": {"starts_at": "2030-03-02T08:00:00Z"}}
    in_april = {"active": True, "plan": {"starts_at": "2030-04-02T08:00:00Z"}}
    one, two = {"tags": [{"name": "One"}]}, {"tags": [{"name": "Two"}]}
    green, red = ({"theme": {"colour": colour}, "retention_days": None} for colour in ("#15803d", "#b91c1c"))
    place, survey = f"/sessions/{session['id']}", f"/surveys/{session['survey']}"
    edits: list[tuple[str, object, dict[str, Any], dict[str, Any]]] = [
        (f"{survey}/tags", services.survey_tags._lists, one, two),
        ("/organizations/current/survey-defaults", services.survey_defaults._repository, green, red),
        (f"{place}/report-plan", services.report_plans._plans, at_eight, at_nine),
        (f"{place}/reminder-plan", services.mailings._plans, in_march, in_april),
    ]
    for path, repository, first, second in edits:
        for version in (0, 1):
            with subtests.test(f"{path} at {version}"):

                async def other(path: str = path, body: dict[str, Any] = first, version: int = version) -> None:
                    data_of(await put(ada, path, body, version))

                overtake(monkeypatch, repository, "replace", other)
                late = await put(ada, path, second, version)
                assert (late.status_code, code_of(late)) == (412, "edit_conflict")
                assert late.json()["data"]["current"] == version + 1
                assert data_of(await ada.get(path))["version"] == version + 1


async def test_a_session_that_somebody_edits_or_archives_first_stays_theirs(
    ada: Caller, session: dict[str, Any], services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stored = f"/sessions/{session['id']}", services.upkeep._stored

    async def renamed() -> None:
        data_of(await put(ada, path, {"title": "Theirs"}, 1, "PATCH"))

    async def archived() -> None:
        data_of(await ada.post(f"{path}/control", {"action": "end"}))
        data_of(await ada.post(f"{path}/archive"))

    overtake(monkeypatch, stored, "replace_settings", renamed)
    late = await put(ada, path, {"title": "Mine"}, 1, "PATCH")
    assert (code_of(late), late.json()["data"]["current"]) == ("edit_conflict", 2)
    overtake(monkeypatch, stored, "replace_settings", archived)
    assert code_of(await put(ada, path, {"title": "Mine"}, 2, "PATCH")) == "wrong_state"
    assert data_of(await ada.get(path))["title"] == "Theirs"


async def test_a_webhook_that_changes_or_goes_meanwhile_is_not_touched(
    ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/webhooks/{data_of(await ada.post('/webhooks', HOOK))['webhook']['id']}"
    stored = services.webhooks._webhooks

    async def edited() -> None:
        version = data_of(await ada.get(path))["version"]
        data_of(await put(ada, path, OTHER_HOOK, version))

    async def deleted() -> None:
        data_of(await ada.call("DELETE", path))

    overtake(monkeypatch, stored, "edit", edited)
    late = await ada.post(f"{path}/secret")
    assert (code_of(late), late.json()["data"]["current"]) == ("edit_conflict", 2)
    overtake(monkeypatch, stored, "delete", edited)
    late = await ada.call("DELETE", path, headers={"if-match": '"2"'})
    assert (code_of(late), late.json()["data"]["current"]) == ("edit_conflict", 3)
    overtake(monkeypatch, stored, "delete", deleted)
    assert code_of(await ada.call("DELETE", path)) == "not_found"


async def test_two_webhooks_at_once_get_a_place_each(
    ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def added() -> None:
        data_of(await ada.post("/webhooks", OTHER_HOOK))

    overtake(monkeypatch, services.webhooks._webhooks, "add", added)
    data_of(await ada.post("/webhooks", HOOK))
    shown = data_of(await ada.get("/webhooks"))
    assert sorted(hook["url"] for hook in shown) == [HOOK["url"], OTHER_HOOK["url"]]


async def test_two_api_keys_at_once_get_a_place_each(
    ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def added() -> None:
        data_of(await ada.post("/api-keys", {"name": "theirs", "scopes": ["surveys:read"]}))

    overtake(monkeypatch, services.account_services.api_keys._repository, "add", added)
    data_of(await ada.post("/api-keys", {"name": "mine", "scopes": ["surveys:read"]}))
    assert sorted(key["name"] for key in data_of(await ada.get("/api-keys"))) == ["mine", "theirs"]


async def test_a_session_comes_back_under_a_code_that_is_free_or_not_at_all(
    ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = await started_session(ada, "open")
    settings = {"closes_at": "2020-01-01T08:00:00Z"}
    body = {"survey": taken["survey"], "mode": "open"}
    path = f"/sessions/{data_of(await ada.post('/sessions', body))['id']}"
    data_of(await ada.call("PATCH", path, json={"settings": settings}, headers={"if-match": '"1"'}))
    data_of(await ada.post(f"{path}/archive"))
    codes = iter([taken["code"], "FREE22"])
    monkeypatch.setattr("app.features.sessions.upkeep.new_code", lambda: next(codes))
    assert data_of(await ada.post(f"{path}/unarchive"))["code"] == "FREE22"
    data_of(await ada.post(f"{path}/archive"))
    monkeypatch.setattr("app.features.sessions.upkeep.new_code", lambda: taken["code"])
    assert code_of(await ada.post(f"{path}/unarchive")) == "unavailable"
    assert data_of(await ada.get(path))["archived_at"] is not None


async def test_a_session_starts_under_a_code_that_is_free_or_not_at_all(
    ada: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = await started_session(ada, "open")
    body = {"survey": taken["survey"], "mode": "open"}
    codes = iter([taken["code"], "FREE22"])
    monkeypatch.setattr("app.features.sessions.service.new_code", lambda: next(codes))
    assert data_of(await ada.post("/sessions", body))["code"] == "FREE22"
    monkeypatch.setattr("app.features.sessions.service.new_code", lambda: taken["code"])
    assert code_of(await ada.post("/sessions", body)) == "unavailable"


async def test_who_never_gets_a_turn_is_told_to_try_again(
    http: httpx.AsyncClient,
    ada: Caller,
    session: dict[str, Any],
    database: Database,
    services: WebServices,
    monkeypatch: pytest.MonkeyPatch,
    subtests: pytest.Subtests,
) -> None:
    """Each loop of compare-and-set has an end."""
    bob = await user_of(await colleague(http, ada, database, "bob"))
    organizations = services.account_services.organizations._repository
    lost: list[tuple[object, str, str, dict[str, Any]]] = [
        (services.sessions._repository, "replace_state", f"/sessions/{session['id']}/control", {"action": "end"}),
        (organizations, "hand_over", "/organizations/current/transfer", {"user": bob}),
    ]
    for repository, method, path, body in lost:
        with subtests.test(path), monkeypatch.context() as patch:
            always(patch, repository, method, answer=False)
            assert code_of(await ada.post(path, body)) == "unavailable"
