"""Drafts of surveys over REST."""

from __future__ import annotations

from typing import Any

import httpx

from tests.builders.rest import Caller


async def edited(caller: Caller, survey: str, content: dict[str, Any]) -> httpx.Response:
    """Replace the whole draft, whatever version it is at."""
    tag = (await caller.get(f"/surveys/{survey}")).headers["etag"]
    return await caller.call("PUT", f"/surveys/{survey}", json=content, headers={"if-match": tag})


def picture_question(image: str | None) -> dict[str, Any]:
    options = [{"id": name, "label": name, "image": image} for name in ("left", "right")]
    return {"type": "picture_choice", "id": "pic", "title": "Which?", "options": options}
