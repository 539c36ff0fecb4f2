"""Forms that no frame holds: what may be written can be sent, stored, changed and read again."""

from __future__ import annotations

from typing import Any

import httpx

from app.contracts.frames import MAX_FRAME_BYTES, MAX_SUBMISSION_BYTES
from tests.builders.rest import code_of, data_of, joined, new_key, publish, published_survey, registered

TEXTS = 110
LONGEST = 4_000


def long_texts(count: int) -> list[dict[str, Any]]:
    return [
        {"type": "long_text", "id": f"q{number}", "title": "Why?", "max_length": LONGEST} for number in range(count)
    ]


def form(character: str, *, revision: int = 1, times: int = LONGEST) -> dict[str, Any]:
    answers = {f"q{number}": character * times for number in range(TEXTS)}
    return {"key": new_key(), "part": "form", "attempt": 1, "revision": revision, "answers": answers}


async def test_the_largest_form_is_stored_changed_and_read_again(http: httpx.AsyncClient) -> None:
    owner = await registered(http)
    survey = await published_survey(owner, long_texts(TEXTS))
    session = data_of(await owner.post("/sessions", {"survey": survey, "mode": "open"}))
    phone, path = await joined(http, session), f"/sessions/{session['id']}/submissions"
    first, second = form("\N{PARTY POPPER}"), form('"', revision=2)
    receipt = data_of(await phone.post(path, first))
    assert MAX_FRAME_BYTES < TEXTS * LONGEST * 4 < MAX_SUBMISSION_BYTES
    assert data_of(await phone.post(path, second))["status"] == "accepted"
    again = data_of(await phone.post(path, first))
    assert (again["status"], again["receipt"]) == ("duplicate", receipt["receipt"])
    entries = data_of(await phone.get("/participants/me/data"))["entries"]
    assert [entry["answers"]["q7"][:1] for entry in entries] == ["\N{PARTY POPPER}", '"']
    assert code_of(await phone.post(path, form("x" * 5, revision=3))) == "too_large"


async def test_a_survey_that_nobody_could_send_in_full_is_not_published(http: httpx.AsyncClient) -> None:
    owner = await registered(http)
    body = {"title": "Too much", "questions": long_texts(140)}
    refused = await publish(owner, data_of(await owner.post("/surveys", body))["id"])
    assert (refused.status_code, [one["code"] for one in refused.json()["errors"]]) == (422, ["form_too_large"])
