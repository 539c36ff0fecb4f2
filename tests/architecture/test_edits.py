"""No edit overwrites another one unseen."""

from __future__ import annotations

from tests.builders.routes import HANDLERS

WITHOUT_IF_MATCH = {
    "PUT /api/v1/sessions/{session_id:str}/questions/{question_id:str}/texts/{text_id:str}/tags/{tag_id:str}": "adds "
    "one tag beside others, to the text that its id names",
    "PUT /api/v1/sessions/{session_id:str}/audience-questions/{question_id:str}/vote": "cast twice it is one",
}


def test_every_edit_says_which_version_it_is_based_on_or_why_not() -> None:
    edits = {name: handler for name, handler in HANDLERS.items() if name.startswith(("PUT ", "PATCH "))}
    assert len(edits) > 4
    blind = {name for name, handler in edits.items() if "if_match" not in handler.parsed_fn_signature.parameters}
    assert blind == set(WITHOUT_IF_MATCH)
