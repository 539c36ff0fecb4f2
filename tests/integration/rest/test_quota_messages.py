"""What those read who come when all places of a quota are taken, in their language."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.builders.rest import QUESTIONS, Caller, answer, data_of, joined, publish, registered


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http, "ada")


def form() -> dict[str, Any]:
    return answer("q1", "tea") | {"part": "form"}


async def test_the_message_of_a_quota_is_read_in_the_language_of_whoever_comes_too_late(
    http: httpx.AsyncClient, ada: Caller
) -> None:
    quota = {"id": "tea", "question": "q1", "options": ["tea"], "limit": 1, "message": "Kein Tee mehr."}
    texts = {"settings.quotas.tea.message": "Plus de thé."}
    content = {"title": "Frühstück", "questions": QUESTIONS, "language": "de", "translations": {"fr": texts}}
    survey = data_of(await ada.post("/surveys", {**content, "settings": {"quotas": [quota]}}))["id"]
    report = data_of(await ada.get(f"/surveys/{survey}/translations"))
    assert report["texts"]["settings.quotas.tea.message"] == "Kein Tee mehr."
    assert (report["translations"][0]["translated"], report["translations"][0]["unknown"]) == (1, [])
    data_of(await publish(ada, survey, draft_version=1))
    messages = {"fr-CA": "Plus de thé.", "de": "Kein Tee mehr.", "it": "Kein Tee mehr."}
    for quotas, said in (
        ([quota], messages),
        ([quota | {"message": "Aus."}], dict.fromkeys(messages, "Aus.")),
        ([quota | {"message": "All places are taken."}], dict.fromkeys(messages, "All places are taken.")),
    ):
        body = {"survey": survey, "mode": "open", "settings": {"quotas": quotas}}
        session = data_of(await ada.post("/sessions", body))
        path = f"/sessions/{session['id']}/submissions"
        data_of(await (await joined(http, session)).post(path, form()))
        late = await joined(http, session)
        for language, message in said.items():
            asked = await late.post(f"{path}?language={language}", form())
            accepted = await late.call("POST", path, json=form(), headers={"accept-language": language})
            assert [one.json()["errors"][0]["message"] for one in (asked, accepted)] == [message] * 2
