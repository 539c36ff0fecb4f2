"""The published documents say what the frame types say."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from app.contracts import frames
from app.contracts.asyncapi import CLIENT_FRAMES, SERVER_FRAMES, asyncapi_document, frame_schemas
from app.contracts.close_codes import MEANINGS, CloseCode, should_come_back


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


@pytest.mark.parametrize("document", [asyncapi_document(), frame_schemas()], ids=["asyncapi", "schemas"])
def test_every_reference_of_the_published_documents_resolves(document: dict[str, Any]) -> None:
    references = _references(document)
    assert references
    assert all(_resolve(document, reference) for reference in references)


def test_every_frame_type_is_published() -> None:
    assert set(get_args(frames.ClientFrame)) == set(CLIENT_FRAMES)
    assert set(get_args(frames.ServerFrame)) == set(SERVER_FRAMES)
    published = asyncapi_document()["components"]["messages"]
    assert set(published) == {frame.__struct_config__.tag for frame in (*CLIENT_FRAMES, *SERVER_FRAMES)}


def test_the_delta_is_published_with_its_wire_name() -> None:
    assert "from" in frame_schemas()["$defs"]["Delta"]["properties"]


def test_the_documents_are_plain_json() -> None:
    assert json.loads(json.dumps(asyncapi_document())) == asyncapi_document()


def test_every_close_code_has_a_meaning_and_a_side() -> None:
    assert set(MEANINGS) == set(CloseCode)
    assert [code.name for code in CloseCode if not should_come_back(code)] == ["BAD_TOKEN", "REMOVED", "PROTOCOL_ABUSE"]
    assert should_come_back(1006)
    assert should_come_back(None)
