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


def test_whoever_deletes_what_can_be_edited_may_say_which_version_they_saw() -> None:
    takes = {name for name, handler in HANDLERS.items() if "if_match" in handler.parsed_fn_signature.parameters}
    edited = {name.partition(" ")[2] for name in takes if name.startswith(("PUT ", "PATCH "))}
    deletions = {name for name in HANDLERS if name.startswith("DELETE ") and name.partition(" ")[2] in edited}
    assert len(deletions) > 1
    assert deletions <= takes
