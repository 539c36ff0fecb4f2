"""What becomes of surveys over REST: versions, changes, translations, archive, copies and templates."""

from __future__ import annotations

import asyncio
import copy

import httpx
import pytest

from app.features.surveys.templates import library
from app.infra.mongo import Database
from tests.builders.drafts import edited, picture_question
from tests.builders.images import uploaded
from tests.builders.rest import QUESTIONS, Caller, code_of, data_of, joined, publish, published_survey, registered

GERMAN = {"title": "Frühstück", "questions.q1.title": "Tee oder Kaffee?", "questions.q1.options.tea.label": "Tee"}
CONTENT = {"title": "Breakfast", "description": "", "questions": QUESTIONS}


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def test_versions_are_listed_and_compared(ada: Caller) -> None:
    survey = await published_survey(ada)
    questions = copy.deepcopy([QUESTIONS[1], QUESTIONS[0]])
    questions[1]["title"] = "Tea or coffee, then?"
    questions.append({"type": "nps", "id": "q9", "title": "Would you recommend it?"})
    data_of(await edited(ada, survey, {**CONTENT, "title": "Brunch", "questions": questions}))
    data_of(await publish(ada, survey))
    listed = data_of(await ada.get(f"/surveys/{survey}/versions?limit=1"))
    assert [(one["version"], one["title"], one["question_count"]) for one in listed["items"]] == [(2, "Brunch", 3)]
    older = data_of(await ada.get(f"/surveys/{survey}/versions?limit=1&cursor={listed['next_cursor']}"))
    assert [one["version"] for one in older["items"]] == [1]
    changes = data_of(await ada.get(listed["items"][0]["links"]["changes"].removeprefix("/api/v1")))
    assert changes == {
        "fields": [{"field": "title", "before": "Breakfast", "after": "Brunch"}],
        "added": [{"id": "q9", "title": "Would you recommend it?"}],
        "removed": [{"id": "q3", "title": "In a word?"}],
        "changed": [
            {
                "id": "q1",
                "title": "Tea or coffee, then?",
                "fields": [{"field": "title", "before": "Tea or coffee?", "after": "Tea or coffee, then?"}],
            }
        ],
        "is_reordered": True,
    }


async def test_an_archived_survey_rests(database: Database, ada: Caller) -> None:
    survey = await published_survey(ada)
    assert data_of(await ada.post(f"/surveys/{survey}/archive"))["archived_at"] is not None
    assert data_of(await ada.post(f"/surveys/{survey}/archive"))["archived_at"] is not None
    assert data_of(await ada.get("/surveys"))["items"] == []
    assert [one["id"] for one in data_of(await ada.get("/surveys?archived=true"))["items"]] == [survey]
    for refused in (
        await edited(ada, survey, CONTENT),
        await publish(ada, survey),
        await ada.post("/sessions", {"survey": survey, "mode": "live"}),
        await ada.post("/sessions", {"survey": survey, "mode": "live", "version": 1}),
    ):
        assert (refused.status_code, code_of(refused)) == (409, "survey_archived")
    assert data_of(await ada.post(f"/surveys/{survey}/unarchive"))["archived_at"] is None
    assert data_of(await ada.post("/sessions", {"survey": survey, "mode": "live"}))["survey"] == survey
    found = [event["action"] async for event in database["audit_events"].find({"target": survey})]
    assert (found.count("survey.archived"), found.count("survey.unarchived")) == (1, 1)


async def test_a_copy_is_a_survey_of_its_own(ada: Caller) -> None:
    survey = await published_survey(ada)
    twin = data_of(await ada.post(f"/surveys/{survey}/duplicate"))
    assert (twin["title"], twin["published_version"], twin["draft_version"]) == ("Breakfast (2)", None, 1)
    assert twin["questions"] == data_of(await ada.get(f"/surveys/{survey}"))["questions"]
    assert twin["id"] != survey


async def test_nothing_begins_with_hours_of_another_year(ada: Caller) -> None:
    passed, later = {"opens_at": "2020-01-01T08:00:00Z", "closes_at": "2020-01-02T08:00:00Z"}, "2090-01-01T08:00:00Z"
    draft: dict[str, object] = {**CONTENT, "settings": {**passed, "min_group_size": 5}}
    survey = data_of(await ada.post("/surveys", draft))["id"]
    data_of(await publish(ada, survey))
    twin = data_of(await ada.post(f"/surveys/{survey}/duplicate"))["settings"]
    assert (twin["opens_at"], twin["closes_at"], twin["min_group_size"]) == (None, None, 5)
    body = {"survey": survey, "mode": "open"}
    assert data_of(await ada.post("/sessions", body))["status"] == "running"
    started = data_of(await ada.post("/sessions", {**body, "settings": {"closes_at": later}}))
    assert (started["settings"]["opens_at"], started["settings"]["closes_at"]) == (None, later)
    refused = await ada.post("/sessions", {**body, "settings": {"closes_at": passed["closes_at"]}})
    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [("settings.closes_at", "in_the_past")]


async def test_participants_get_their_language(http: httpx.AsyncClient, ada: Caller) -> None:
    survey = await published_survey(ada)
    content = {**CONTENT, "translations": {"de": GERMAN, "he": {"title": "ארוחת בוקר"}}, "theme": {"colour": "#123456"}}
    data_of(await edited(ada, survey, content))
    data_of(await publish(ada, survey))
    session = data_of(await ada.post("/sessions", {"survey": survey, "mode": "live"}))
    phone = await joined(http, session)
    shown = data_of(await phone.get("/participants/me/session", accept_language="fr, de-AT;q=0.8, en;q=0.5"))["session"]
    assert (shown["language"], shown["survey_title"]) == ("de", "Frühstück")
    assert [option["label"] for option in shown["questions"][0]["options"]] == ["Tee", "Coffee"]
    assert shown["languages"] == [
        {"tag": "en", "name": "English", "direction": "ltr"},
        {"tag": "de", "name": "Deutsch", "direction": "ltr"},
        {"tag": "he", "name": "עברית", "direction": "rtl"},
    ]
    look = {"logo": None, "colour": "#123456", "text_colour": "#ffffff"}
    assert shown["theme"] == look
    assert data_of(await phone.get(f"/join/{session['code']}"))["theme"] == look
    assert session["theme"] == look
    again = await phone.get("/participants/me/session?language=he", accept_language="de")
    assert data_of(again)["session"]["survey_title"] == "ארוחת בוקר"
    other = await Caller(http).call("POST", "/join?language=DE", json={"code": session["code"]})
    assert data_of(other)["session"]["language"] == "de"
    assert data_of(await Caller(http).post("/join", {"code": session["code"]}))["session"]["language"] == "en"


async def test_translations_say_how_far_they_have_come(ada: Caller) -> None:
    survey = await published_survey(ada)
    texts = {**GERMAN, "questions.gone.title": "Weg"}
    data_of(await edited(ada, survey, {**CONTENT, "translations": {"de": texts}}))
    report = data_of(await ada.get(f"/surveys/{survey}/translations"))
    assert (report["language"], report["total"]) == ("en", 6)
    assert list(report["texts"].items())[:2] == [("title", "Breakfast"), ("questions.q1.title", "Tea or coffee?")]
    assert report["translations"] == [
        {
            "language": "de",
            "translated": 3,
            "total": 6,
            "missing": ["questions.q1.options.coffee.label", "questions.q2.title", "questions.q3.title"],
            "unknown": ["questions.gone.title"],
        }
    ]
    refused = await publish(ada, survey)
    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [
        ("translations.de.questions.gone.title", "unknown_text")
    ]


async def test_a_draft_says_what_keeps_it_from_being_published_in_the_words_of_publishing(ada: Caller) -> None:
    survey = await published_survey(ada)
    assert data_of(await ada.get(f"/surveys/{survey}/problems")) == {"draft_version": 1, "problems": []}
    never = {"op": "and", "conditions": [{"op": "is", "question": "q1", "value": name} for name in ("tea", "coffee")]}
    questions = [QUESTIONS[0], {**QUESTIONS[1], "show_if": never}, *QUESTIONS[2:]]
    data_of(await edited(ada, survey, {**CONTENT, "questions": questions, "theme": {"logo": "img_gone"}}))
    found = data_of(await ada.get(f"/surveys/{survey}/problems"))
    refused = (await publish(ada, survey)).json()["errors"]
    assert found["draft_version"] == 2
    told = [(one["field"], one["code"]) for one in found["problems"]]
    assert told == [(one["field"], one["code"]) for one in refused]
    assert told == [("questions.1.show_if", "never_holds"), ("theme.logo", "unknown_image")]


async def test_a_draft_says_what_publishing_it_would_change(ada: Caller) -> None:
    new = data_of(await ada.post("/surveys", CONTENT))["id"]
    refused = await ada.get(f"/surveys/{new}/changes")
    assert (refused.status_code, code_of(refused)) == (409, "not_published")
    survey = await published_survey(ada)
    nothing = {"fields": [], "added": [], "removed": [], "changed": [], "is_reordered": False}
    assert data_of(await ada.get(f"/surveys/{survey}/changes")) == {"draft_version": 1, "since": 1, "changes": nothing}
    data_of(await edited(ada, survey, {**CONTENT, "title": "Brunch", "questions": QUESTIONS[1:]}))
    told = data_of(await ada.get(f"/surveys/{survey}/changes"))
    assert (told["draft_version"], told["since"]) == (2, 1)
    assert told["changes"]["fields"] == [{"field": "title", "before": CONTENT["title"], "after": "Brunch"}]
    assert [one["id"] for one in told["changes"]["removed"]] == ["q1"]
    data_of(await publish(ada, survey))
    assert data_of(await ada.get(f"/surveys/{survey}/changes"))["changes"] == nothing


async def test_what_is_published_shows_images_of_its_organization(http: httpx.AsyncClient, ada: Caller) -> None:
    theirs = data_of(await uploaded(await registered(http, "eve")))["id"]
    mine = data_of(await uploaded(ada))["id"]
    body = {**CONTENT, "questions": [picture_question(theirs)], "theme": {"logo": theirs}}
    survey = data_of(await ada.post("/surveys", body))["id"]
    refused = await publish(ada, survey)
    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [
        ("theme.logo", "unknown_image"),
        ("questions.0.options.0.image", "unknown_image"),
        ("questions.0.options.1.image", "unknown_image"),
    ]
    data_of(await edited(ada, survey, {**CONTENT, "questions": [picture_question(mine)], "theme": {"logo": mine}}))
    assert data_of(await publish(ada, survey))["version"] == 1


async def test_a_survey_begins_from_a_template(ada: Caller) -> None:
    listed = data_of(await ada.get("/templates", accept_language="de"))
    assert [one["id"] for one in listed] == list(library())
    chosen = next(one for one in listed if one["id"] == "nps")
    assert chosen["languages"] == ["en", "de"]
    shown = data_of(await ada.get("/templates/nps?language=de"))
    assert (shown["language"], shown["title"]) == ("de", chosen["title"])
    begun = data_of(await ada.post("/surveys/from-template", {"template": "nps", "language": "de"}))
    assert (begun["language"], begun["title"], list(begun["translations"])) == ("de", chosen["title"], ["en"])
    assert data_of(await publish(ada, begun["id"]))["version"] == 1
    english = data_of(await ada.post("/surveys/from-template", {"template": "nps"}))
    assert (english["language"], english["title"]) == ("en", begun["translations"]["en"]["title"])
    for answer in (
        await ada.get("/templates/none"),
        await ada.post("/surveys/from-template", {"template": "none"}),
    ):
        assert code_of(answer) == "not_found"


async def test_of_fifty_edits_at_once_one_wins_and_the_others_hear_of_it(ada: Caller) -> None:
    survey = data_of(await ada.post("/surveys", CONTENT))["id"]
    tag = (await ada.get(f"/surveys/{survey}")).headers["etag"]

    async def save(number: int) -> httpx.Response:
        body = {**CONTENT, "title": f"Edit {number}"}
        return await ada.call("PUT", f"/surveys/{survey}", json=body, headers={"if-match": tag})

    saved = await asyncio.gather(*(save(number) for number in range(50)))
    won = [answer for answer in saved if answer.status_code == 200]
    lost = [answer for answer in saved if answer.status_code == 412]
    assert (len(won), len(lost)) == (1, 49)
    assert {answer.json()["data"]["current"] for answer in lost} == {2}
    assert data_of(await ada.get(f"/surveys/{survey}"))["title"] == data_of(won[0])["title"]


async def test_fifty_who_publish_one_draft_get_one_version(database: Database, ada: Caller) -> None:
    survey = data_of(await ada.post("/surveys", CONTENT))["id"]
    published = await asyncio.gather(*(publish(ada, survey, draft_version=1) for _ in range(50)))
    assert {data_of(answer)["version"] for answer in published} == {1}
    assert await database["survey_versions"].count_documents({"survey": survey}) == 1
    assert await database["audit_events"].count_documents({"target": survey, "action": "survey.published"}) == 1


async def test_nobody_publishes_a_draft_that_somebody_else_has_changed_since(ada: Caller) -> None:
    survey = data_of(await ada.post("/surveys", CONTENT))["id"]
    data_of(await edited(ada, survey, {**CONTENT, "title": "Unseen"}))
    refused = await publish(ada, survey, draft_version=1)
    assert (refused.status_code, code_of(refused), refused.json()["data"]["current"]) == (412, "edit_conflict", 2)
    assert data_of(await ada.get(f"/surveys/{survey}"))["published_version"] is None
    assert data_of(await publish(ada, survey, draft_version=2))["title"] == "Unseen"
