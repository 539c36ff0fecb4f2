"""The published documents say what the frame types say."""

from __future__ import annotations

import json
from typing import Any, get_args

import msgspec
import pytest
from jsonschema import Draft202012Validator

from app.contracts import frames
from app.contracts.asyncapi import CLIENT_FRAMES, SERVER_FRAMES, asyncapi_document
from app.contracts.close_codes import MEANINGS, CloseCode, should_come_back
from app.contracts.frame_examples import TypeExample
from app.core.permissions import CHANNEL_PERMISSIONS
from app.features.surveys.examples import type_examples
from app.features.surveys.questions import Question

KEY = "0190a8f0-0000-7000-8000-000000000001"
TYPES = list(type_examples())
DOCUMENT = asyncapi_document(TYPES)
MESSAGES: dict[str, dict[str, Any]] = {
    f"{channel}.{name}": message
    for channel, described in DOCUMENT["channels"].items()
    for name, message in (DOCUMENT["components"] if channel == "socket" else described)["messages"].items()
}


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [ref for value in node.values() for ref in _references(value)]
    if isinstance(node, list):
        return [ref for value in node for ref in _references(value)]
    return []


def _resolve(document: dict[str, Any], reference: str) -> Any:
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def test_every_reference_of_the_published_document_resolves() -> None:
    references = _references(DOCUMENT)
    assert references
    assert all(_resolve(DOCUMENT, reference) for reference in references)


def test_every_frame_type_is_published() -> None:
    assert set(get_args(frames.ClientFrame)) == set(CLIENT_FRAMES)
    assert set(get_args(frames.ServerFrame)) == set(SERVER_FRAMES)
    published = asyncapi_document(TYPES)["components"]["messages"]
    assert set(published) == {frame.__struct_config__.tag for frame in (*CLIENT_FRAMES, *SERVER_FRAMES)}


def test_the_delta_is_published_with_its_wire_name() -> None:
    assert "from" in DOCUMENT["components"]["schemas"]["Delta"]["properties"]


def test_the_documents_are_plain_json() -> None:
    assert json.loads(json.dumps(DOCUMENT)) == asyncapi_document(TYPES)


def test_every_close_code_has_a_meaning_and_a_side() -> None:
    assert set(MEANINGS) == set(CloseCode)
    assert [code.name for code in CloseCode if not should_come_back(code)] == ["BAD_TOKEN", "REMOVED", "PROTOCOL_ABUSE"]
    assert should_come_back(1006)
    assert should_come_back(None)


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_every_frame_has_examples_that_fit_its_schema(name: str) -> None:
    message = MESSAGES[name]
    rooted = {"allOf": [message["payload"]], "components": DOCUMENT["components"]}
    validator = Draft202012Validator(rooted, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert message["examples"]
    for example in message["examples"]:
        assert list(validator.iter_errors(example["payload"])) == []
        assert not validator.is_valid({**example["payload"], "type": "another"})


@pytest.mark.parametrize("name", sorted(tag for tag in DOCUMENT["components"]["messages"]))
def test_the_examples_are_frames_that_a_peer_can_read(name: str) -> None:
    frame = {frame.__struct_config__.tag: frame for frame in (*CLIENT_FRAMES, *SERVER_FRAMES)}[name]
    for example in DOCUMENT["components"]["messages"][name]["examples"]:
        assert msgspec.to_builtins(msgspec.convert(example["payload"], frame)) == example["payload"]


def test_every_channel_says_what_a_member_needs_to_subscribe_to_it() -> None:
    channels = {kind: channel for kind, channel in DOCUMENT["channels"].items() if kind != "socket"}
    assert {kind: channel["x-permission"] for kind, channel in channels.items()} == CHANNEL_PERMISSIONS
    for kind, channel in channels.items():
        assert channel["address"] == f"session:{{session}}:{kind}"
        told = [example["payload"]["channel"] for each in channel["messages"].values() for example in each["examples"]]
        assert {name.rpartition(":")[2] for name in told} == {kind}


def test_a_channel_s_data_must_be_of_its_own_kind() -> None:
    message = DOCUMENT["channels"]["presence"]["messages"]["snapshot"]
    validator = Draft202012Validator({"allOf": [message["payload"]], "components": DOCUMENT["components"]})
    assert not validator.is_valid({**message["examples"][0]["payload"], "data": {"entries": 1, "cells": {}}})


def test_every_question_type_shows_an_answer_and_what_it_adds_to_the_results() -> None:
    described = DOCUMENT["x-question-types"]
    assert set(described) == {str(kind.__struct_config__.tag) for kind in get_args(Question)}
    assert [name for name, one in described.items() if one["answer"] is None or not one["cell"]] == ["statement"]
    sent = [example["payload"]["answers"] for example in DOCUMENT["components"]["messages"]["submit"]["examples"]]
    told = DOCUMENT["channels"]["results"]["messages"]["snapshot"]["examples"][-1]["payload"]["data"]["cells"]
    for name, one in described.items():
        if name != "statement":
            assert {name: one["answer"]} in sent
            assert told[f"{name}@1"] == one["cell"]
            assert one["cell"]["n"] == 1


@pytest.mark.parametrize("example", TYPES, ids=lambda example: example.type)
def test_the_example_of_a_type_can_be_published_and_its_answer_fits_the_schema(example: TypeExample) -> None:
    question = msgspec.convert(example.question, Question)
    assert list(question.problems()) == []
    schema = {"$ref": "#/components/schemas/Submit", "components": DOCUMENT["components"]}
    sent = {"id": "1", "key": KEY, "session": "ses_1", "part": "form", "attempt": 1, "revision": 1, "type": "submit"}
    validator = Draft202012Validator(schema)
    assert validator.is_valid({**sent, "answers": {example.type: example.answer}})
    assert not validator.is_valid({**sent, "answers": {example.type: {"deeper": {"than": "allowed"}}}})
