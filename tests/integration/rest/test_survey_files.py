"""Surveys as files: given out, taken in, and how large a draft may be so that both are possible."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import msgspec
import pytest

from app.contracts.limits import MAX_BODY_BYTES
from app.features.surveys.schemas import NewSurvey
from app.features.surveys.templates import library
from tests.builders.drafts import edited, picture_question
from tests.builders.images import image_bytes, uploaded
from tests.builders.rest import QUESTIONS, Caller, code_of, data_of, publish, registered

CONTENT = {"title": "Breakfast", "description": "", "questions": QUESTIONS}


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def test_what_a_file_can_hold_comes_back_and_what_it_cannot_is_not_given_out(
    ada: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, content = [f"img_{number}" for number in range(60)], base64.b64encode(image_bytes(size=(2, 2))).decode()
    options = [{"id": name, "label": name, "image": name} for name in names]
    questions = [
        {"type": "picture_choice", "id": f"q{first}", "title": "Which?", "options": options[first : first + 20]}
        for first in (0, 20, 40)
    ]
    images = {name: {"media_type": "image/png", "content": content} for name in names}
    file = {"format": "impactpulse.survey.v1", "survey": {"title": "Many", "questions": questions}, "images": images}
    path = f"/surveys/{data_of(await ada.post('/surveys/import', file))['id']}/export"
    out = await ada.get(path)
    assert len(out.json()["images"]) == 60
    too_much: tuple[tuple[str, int, str | None], ...] = (
        ("MAX_FILE_BYTES", len(out.content) - 1, None),
        ("MAX_FILE_BYTES", 2 * len(content), "questions.0.options.2.image"),
        ("MAX_IMAGES", 59, "questions.2.options.19.image"),
    )
    for bound, value, field in too_much:
        with monkeypatch.context() as smaller:
            smaller.setattr(f"app.features.surveys.transfer.{bound}", value)
            refused = await ada.get(path)
            assert (refused.status_code, code_of(refused)) == (413, "too_large")
            assert [error["field"] for error in refused.json()["errors"]] == [field]
    with monkeypatch.context() as smaller:  # what is kept of an upload may be larger than an upload may be
        smaller.setattr("app.features.images.service.MAX_UPLOAD_BYTES", 10)
        data_of(await ada.post("/surveys/import", (await ada.get(path)).json()))
    assert (await ada.get(path)).content == out.content


async def test_a_file_begins_no_survey_that_could_never_be_saved(ada: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"questions.q{number}.title": "x" * 4_000 for number in range(160)}
    file = {"format": "impactpulse.survey.v1", "images": {}}
    for languages, status in ((("de", "fr", "es", "it"), 413), (("de", "fr"), 201)):
        survey = {**CONTENT, "translations": dict.fromkeys(languages, texts)}
        taken = await ada.post("/surveys/import", {**file, "survey": survey})
        assert taken.status_code == status
    path = data_of(taken)["id"]
    assert (await edited(ada, path, {**survey, "description": "Now"})).status_code == 200
    with monkeypatch.context() as smaller:  # nor is one given out that a release before has stored
        smaller.setattr("app.features.surveys.model.MAX_BODY_BYTES", 1_000_000)
        assert code_of(await ada.get(f"/surveys/{path}/export")) == "too_large"
    assert len(data_of(await ada.get("/surveys"))["items"]) == 1


def terse(bytes_in_full: int) -> dict[str, Any]:
    """A draft that says as little of its options as may be, so that in full it is much longer than as it is sent."""
    options = [{"id": f"o{number}", "label": "x"} for number in range(100)]
    questions = [
        {"type": "multiple_choice", "id": f"m{number}", "title": "?", "options": options} for number in range(200)
    ]
    texts: dict[str, str] = {}
    draft = {"title": "Terse", "description": "", "questions": questions, "translations": {"de": texts}}
    while (missing := bytes_in_full - bytes_of(draft)) > 4_000:
        texts[f"text {len(texts)}"] = "x" * 2_000
    draft["description"] = "x" * missing
    return draft


def bytes_of(draft: dict[str, Any]) -> int:
    """With all that is left to its default."""
    return len(msgspec.json.encode(msgspec.convert(draft, NewSurvey)))


async def test_what_can_be_stored_can_be_saved_again_given_out_and_taken_in_however_it_was_written(
    ada: Caller,
) -> None:
    draft = terse(MAX_BODY_BYTES)
    assert bytes_of(draft) == MAX_BODY_BYTES
    survey = data_of(await ada.post("/surveys", draft))
    in_full = {name: survey[name] for name in NewSurvey.__struct_fields__}
    assert (await edited(ada, survey["id"], in_full)).status_code == 200, "as an editor sends it"
    out = (await ada.get(f"/surveys/{survey['id']}/export")).json()
    twin = data_of(await ada.post("/surveys/import", out))
    assert {name: twin[name] for name in in_full} == in_full

    larger = terse(MAX_BODY_BYTES + 1)
    assert len(msgspec.json.encode(larger)) < MAX_BODY_BYTES, "which passes as a body"
    tag = {"if-match": (await ada.get(f"/surveys/{survey['id']}")).headers["etag"]}
    longer = {"operations": [{"op": "update", "question": {**draft["questions"][0], "title": "? "}}]}
    batch = await ada.call("POST", f"/surveys/{survey['id']}/questions/batch", json=longer, headers=tag)
    refused = [
        await ada.post("/surveys", larger),
        await edited(ada, survey["id"], larger),
        await ada.post("/surveys/import", {**out, "survey": larger}),
        await ada.post(f"/surveys/{survey['id']}/duplicate"),  # whose title is longer
        batch,
    ]
    assert [(reply.status_code, code_of(reply)) for reply in refused] == [(413, "too_large")] * len(refused)
    assert len(data_of(await ada.get("/surveys"))["items"]) == 2


async def test_a_survey_travels_in_a_file(http: httpx.AsyncClient, ada: Caller) -> None:
    image = data_of(await uploaded(ada, image_bytes("PNG", (30, 30))))["id"]
    gone = data_of(await uploaded(ada))["id"]
    body = {**CONTENT, "questions": [*QUESTIONS, picture_question(image)], "theme": {"logo": gone}}
    survey = data_of(await ada.post("/surveys", body))["id"]
    data_of(await ada.call("DELETE", f"/images/{gone}"))
    exported = await ada.get(f"/surveys/{survey}/export")
    assert exported.headers["content-disposition"] == f'attachment; filename="{survey}.json"'
    file = exported.json()
    assert (file["format"], list(file["images"])) == ("impactpulse.survey.v1", [image])
    assert file["survey"]["theme"]["logo"] is None
    eve = await registered(http, "eve")
    taken = data_of(await eve.post("/surveys/import", file))
    new = taken["questions"][-1]["options"][0]["image"]
    assert new not in (None, image)
    assert (await Caller(http).get(f"/images/{new}")).content == (await Caller(http).get(f"/images/{image}")).content
    assert data_of(await publish(eve, taken["id"]))["version"] == 1


async def test_a_file_that_is_not_sound_leaves_nothing_behind(ada: Caller) -> None:
    survey = {**CONTENT, "questions": [picture_question("img_a")], "theme": {"logo": "img_c"}}
    images = {
        name: {"media_type": "image/png", "content": text}
        for name, text in (("img_a", "AAAA"), ("img_b", "?"), ("img_d", "é"))
    }
    file = {"format": "impactpulse.survey.v1", "survey": survey, "images": images}
    refused = await ada.post("/surveys/import", file)
    assert {(one["field"], one["code"]) for one in refused.json()["errors"]} == {
        ("survey.theme.logo", "unknown_image"),
        ("images.img_a.content", "not_an_image"),
        ("images.img_b.content", "not_an_image"),
        ("images.img_d.content", "not_an_image"),
    }
    faults: tuple[dict[str, Any], ...] = ({"a.b": {}}, {"img_a": {"x": 1}}, {"": 1})
    for fault in faults:
        assert (await ada.post("/surveys/import", {**file, "images": fault})).status_code == 422
    assert code_of(await ada.post("/surveys/import", {**file, "format": "other"})) == "unknown_value"
    assert data_of(await ada.get("/surveys"))["items"] == data_of(await ada.get("/images"))["items"] == []


async def test_every_template_travels_in_a_file(ada: Caller) -> None:
    for name in library():
        begun = data_of(await ada.post("/surveys/from-template", {"template": name}))
        file = (await ada.get(f"/surveys/{begun['id']}/export")).json()
        taken = data_of(await ada.post("/surveys/import", file))
        assert (await ada.get(f"/surveys/{taken['id']}/export")).json() == file
        assert [taken[part] for part in file["survey"]] == [begun[part] for part in file["survey"]]
