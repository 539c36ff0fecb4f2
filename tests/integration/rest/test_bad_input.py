"""Bad input gets a clear error with a stable code; no traceback leaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.core.principals import Member
from app.core.settings import Settings
from app.http.frontend import DOCS_PAGES
from app.http.rate_limits import LIMITS
from app.infra import buckets
from app.infra.buckets import Limit
from app.infra.tokens import Tokens
from app.wiring.web import WebServices
from tests.builders.rest import QUESTIONS, Caller, answer, code_of, data_of, joined, registered, started_session

JSON = {"content-type": "application/json"}
SURVEY = {"title": "T", "questions": QUESTIONS}


def survey_with(question: dict[str, Any]) -> dict[str, Any]:
    return {"title": "T", "questions": [question]}


BODIES: list[tuple[str, bytes | dict[str, Any] | list[Any], int, str, str | None]] = [
    ("not JSON", b"{", 400, "malformed_body", None),
    ("not UTF-8", b'{"title": "\xff"}', 400, "malformed_body", None),
    ("nothing", b"", 422, "missing", None),
    ("a list", [], 422, "wrong_type", None),
    ("null", b"null", 422, "wrong_type", None),
    ("deeply nested", b"[" * 50_000, 400, "malformed_body", None),
    ("no title", {}, 422, "missing", "title"),
    ("an empty title", {"title": ""}, 422, "wrong_length", "title"),
    ("a title of another type", {"title": 3}, 422, "wrong_type", "title"),
    ("an endless title", {"title": "x" * 201}, 422, "wrong_length", "title"),
    ("an unknown field", {"title": "T", "colour": "red"}, 422, "unknown_field", "colour"),
    ("an unknown type of question", survey_with({"type": "essay"}), 422, "unknown_value", "questions.0.type"),
    ("a question without an id", survey_with({"type": "nps", "title": "?"}), 422, "missing", "questions.0.id"),
    (
        "an id with a dot",
        survey_with({"type": "nps", "id": "a.b", "title": "?"}),
        422,
        "wrong_format",
        "questions.0.id",
    ),
    (
        "one option",
        survey_with({"type": "single_choice", "id": "q", "title": "?", "options": [{"id": "a", "label": "A"}]}),
        422,
        "wrong_length",
        "questions.0.options",
    ),
    ("too many questions", {"title": "T", "questions": QUESTIONS * 67}, 422, "wrong_length", "questions"),
    ("a number beyond its range", survey_with(QUESTIONS[1] | {"max": 10**7}), 422, "out_of_range", "questions.0.max"),
    ("a body beyond the limit", b'"' + b"x" * 2_000_001 + b'"', 413, "too_large", None),
]


async def test_a_bad_body_is_refused_by_its_fault(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    found: dict[str, tuple[int, str, str | None]] = {}
    for name, body, *_ in BODIES:
        sent = {"content": body, "headers": JSON} if isinstance(body, bytes) else {"json": body}
        refusal = await ada.call("POST", "/surveys", **sent)
        first = refusal.json()["errors"][0]
        found[name] = (refusal.status_code, code_of(refusal), first["field"])
        assert (first["type"], first["detail"]) == (f"/api/docs/errors#{first['code']}", first["message"])
        assert first["pointer"] == (first["field"] and "#/" + first["field"].replace(".", "/"))
    assert found == {name: tuple(expected) for name, _, *expected in BODIES}
    assert data_of(await ada.get("/surveys"))["items"] == []


ADDRESSES = [
    ("GET", "/nothing", 404, "not_found"),
    ("POST", "/nothing", 404, "not_found"),
    ("DELETE", "/surveys", 405, "method_not_allowed"),
    ("PATCH", "/surveys/srv_x", 405, "method_not_allowed"),
    ("GET", "/surveys/srv_x", 404, "not_found"),
    ("GET", "/surveys/%00", 404, "not_found"),
    ("GET", "/surveys/srv_x/versions/one", 404, "not_found"),
    ("GET", f"/surveys/srv_x/versions/{10**30}", 404, "not_found"),
    ("GET", "/surveys/srv_x/versions/-1", 404, "not_found"),
    ("GET", "/surveys?limit=0", 422, "out_of_range"),
    ("GET", "/surveys?limit=101", 422, "out_of_range"),
    ("GET", "/surveys?limit=many", 422, "wrong_type"),
    ("GET", "/surveys?cursor=AAAA", 422, "invalid_cursor"),
    ("GET", f"/sessions?survey={'x' * 65}", 422, "wrong_length"),
    ("GET", "/join/ABCDE", 404, "not_found"),
    ("GET", "/join/%F0%9F%98%80", 404, "not_found"),
    ("GET", "/join/$where", 404, "not_found"),
]


async def test_a_wrong_address_or_parameter_is_refused(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    found = []
    for method, path, *_ in ADDRESSES:
        refusal = await ada.call(method, path)
        found.append((method, path, refusal.status_code, code_of(refusal)))
    assert found == ADDRESSES


NOT_OUR_TOKEN = ["Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "bearer \xff", "x y z"]
TOO_LONG = "Bearer " + "x" * 5_000


async def test_what_is_not_our_token_is_refused(http: httpx.AsyncClient) -> None:
    for authorization in (*NOT_OUR_TOKEN, TOO_LONG):
        headers = {b"authorization": authorization.encode("latin-1")}
        refusal = await http.get("/api/v1/surveys", headers=headers)
        assert (authorization, refusal.status_code, code_of(refusal)) == (authorization, 401, "token_invalid")


async def test_an_expired_token_is_told_from_a_wrong_one(http: httpx.AsyncClient, settings: Settings) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    old = Tokens(settings.signing_secret(), lambda: past).issue_access(Member("usr_1", "org_1", "owner", "fam_1"))
    refusal = await Caller(http, old.token).get("/surveys")
    assert (refusal.status_code, code_of(refusal)) == (401, "token_expired")


SUBMISSIONS: list[tuple[dict[str, Any], tuple[int, str, str | None]]] = [
    ({"key": "not a uuid"}, (422, "wrong_format", "key")),
    ({"key": "0190a8f0-0000-4000-8000-000000000001"}, (422, "wrong_format", "key")),
    ({"revision": 0}, (422, "out_of_range", "revision")),
    ({"attempt": 10**9}, (422, "out_of_range", "attempt")),
    ({"attempt": 2}, (409, "question_closed", None)),
    ({"answers": {}}, (422, "wrong_length", "answers")),
    ({"answers": {"q1": {"$gt": ""}}}, (422, "wrong_format", "answers")),
    ({"answers": {"q1": {"gt": {"a": 1}}}}, (422, "wrong_type", "answers")),
    ({"answers": {"q1": {"gt": "a"}}}, (422, "wrong_type", "answers.q1")),
    ({"answers": {"$where": "1"}}, (422, "wrong_format", "answers")),
    ({"answers": {"q1": "x" * 4_001}}, (422, "wrong_length", "answers")),
    ({"answers": {"q1": "milk"}}, (422, "unknown_option", "answers.q1")),
    ({"session": "ses_other"}, (422, "unknown_field", "session")),
    ({"part": "q2"}, (409, "question_closed", None)),
    ({"revision": 2}, (409, "revision_gap", None)),
]


async def test_a_bad_submission_is_refused_and_stores_nothing(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    phone = await joined(http, session)
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "next"}))
    for change, expected in SUBMISSIONS:
        refusal = await phone.post(f"/sessions/{session['id']}/submissions", answer("q1", "tea") | change)
        first = refusal.json()["errors"][0]
        assert (change, (refusal.status_code, code_of(refusal), first["field"])) == (change, expected)
        assert first["pointer"] == (first["field"] and "#/" + first["field"].replace(".", "/"))
    data_of(await phone.post(f"/sessions/{session['id']}/submissions", answer("q1", "coffee")))


async def test_what_is_wrong_with_a_parameter_or_a_header_has_no_pointer(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = data_of(await ada.post("/surveys", SURVEY))
    tag, key = {"if-match": "three"}, {"idempotency-key": "short"}
    for refusal in (
        await ada.get("/surveys?limit=0"),
        await ada.get("/surveys?cursor=AAAA"),
        await ada.call("PUT", f"/surveys/{survey['id']}", headers=tag, json={**SURVEY, "description": ""}),
        await ada.call("POST", "/surveys", headers=key, json=SURVEY),
    ):
        first = refusal.json()["errors"][0]
        assert (refusal.status_code, first["pointer"], first["field"] is not None) == (422, None, True)


async def test_every_type_leads_to_a_published_error(http: httpx.AsyncClient) -> None:
    published = {error["code"] for error in (await http.get("/api/v1/openapi.json")).json()["x-errors"]}
    ada = await registered(http)
    refusals = [await ada.call("POST", "/surveys", json=SURVEY | {"colour": "red"}), await ada.get("/nothing")]
    for refusal in refusals:
        page, _, code = refusal.json()["errors"][0]["type"].partition("#")
        assert (page in DOCS_PAGES, code in published) == (True, True)


@pytest.mark.parametrize(
    "body", [{}, {"code": "ABCDEF", "session": "ses_x"}, {"session": "ses_x"}, {"code": "!!!!!!"}, {"session": "$ne"}]
)
async def test_joining_needs_one_thing_that_exists(http: httpx.AsyncClient, body: dict[str, str]) -> None:
    refusal = await Caller(http).post("/join", body)
    assert (refusal.status_code, code_of(refusal)) in {(404, "not_found"), (422, "one_of_two"), (422, "wrong_format")}


async def test_a_caller_who_asks_without_end_is_slowed_down(http: httpx.AsyncClient, services: WebServices) -> None:
    ada = await registered(http)
    services.rate_limits._limits = {**LIMITS, "member": Limit(per_s=0.001, burst=20)}
    codes = [(await ada.get("/auth/me")).status_code for _ in range(41)]  # one burst of Redis, one where it is slow
    assert codes[:20] == [200] * 20
    assert 429 in codes


async def test_a_network_full_of_wrong_codes_keeps_nobody_out_who_knows_the_way(
    http: httpx.AsyncClient, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buckets, "PATIENCE_S", 30)
    ada, stranger = await registered(http), Caller(http)
    used, unused = await started_session(ada), await started_session(ada)
    await joined(http, used)
    services.rate_limits._limits = {**LIMITS, "wrong-codes": Limit(per_s=0.001, burst=1)}
    assert [code_of(await stranger.get("/join/222222")) for _ in range(2)] == ["not_found", "rate_limited"]
    typed = f"{used['code'][:3]}-{used['code'][3:]}".lower()
    assert data_of(await stranger.get(f"/join/{typed}"))["session"] == used["id"]
    token = data_of(await stranger.post("/join", {"session": unused["id"]}))["token"]
    by_code = {"code": unused["code"]}
    assert data_of(await Caller(http, token).get(f"/join/{unused['code']}"))["session"] == unused["id"]
    assert data_of(await Caller(http, token).post("/join", by_code))["welcome_back"]
    assert code_of(await stranger.post("/join", by_code)) == "rate_limited"
    assert code_of(await Caller(http, token).get("/join/222222")) == "rate_limited"


@pytest.mark.parametrize(
    ("sent", "kept"), [("abcdefgh-1234", True), ("short", False), ("x" * 65, False), ("a b c d e f", False)]
)
async def test_a_sane_request_id_is_kept(http: httpx.AsyncClient, sent: str, *, kept: bool) -> None:
    response = await http.get("/health/live", headers={"x-request-id": sent})
    assert (response.headers["x-request-id"] == sent) is kept
    assert response.json()["metadata"]["request_id"] == response.headers["x-request-id"]
