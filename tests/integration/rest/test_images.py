"""Images over REST: uploaded by those who write surveys, seen by whoever knows the id."""

from __future__ import annotations

import httpx
import pytest

from app.features.images.pixels import MAX_UPLOAD_BYTES
from app.infra.mongo import Database
from tests.builders.images import PLACE, image_bytes, uploaded, with_metadata
from tests.builders.rest import Caller, code_of, data_of, registered


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def test_an_image_is_shown_to_all_and_may_be_kept_for_ever(http: httpx.AsyncClient, ada: Caller) -> None:
    image = data_of(await uploaded(ada, with_metadata(), "image/jpeg"))
    assert (image["media_type"], image["width"], image["height"]) == ("image/jpeg", 20, 40)
    shown = await Caller(http).get(f"/images/{image['id']}")
    assert shown.status_code == 200
    assert PLACE.encode() not in shown.content
    assert len(shown.content) == image["size"]
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert shown.headers["x-content-type-options"] == "nosniff"
    again = await Caller(http).get(f"/images/{image['id']}", if_none_match=shown.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


async def test_what_is_sent_counts_not_what_it_is_called(ada: Caller) -> None:
    assert data_of(await uploaded(ada, image_bytes("WEBP"), "image/png"))["media_type"] == "image/webp"
    assert code_of(await uploaded(ada, b"<html>", "image/png")) == "not_an_image"


async def test_other_types_and_large_files_are_refused(ada: Caller) -> None:
    refused = await uploaded(ada, image_bytes(), "text/plain")
    assert (refused.status_code, code_of(refused)) == (415, "unsupported_media_type")
    refused = await uploaded(ada, b"\0" * (MAX_UPLOAD_BYTES + 1))
    assert (refused.status_code, code_of(refused)) == (413, "too_large")


async def test_images_are_listed_and_deleted(http: httpx.AsyncClient, ada: Caller) -> None:
    first, second = [data_of(await uploaded(ada))["id"] for _ in range(2)]
    listed = data_of(await ada.get("/images?limit=1"))
    assert [image["id"] for image in listed["items"]] == [second]
    listed = data_of(await ada.get(f"/images?limit=1&cursor={listed['next_cursor']}"))
    assert [image["id"] for image in listed["items"]] == [first]
    assert data_of(await ada.call("DELETE", f"/images/{first}")) is None
    assert code_of(await ada.call("DELETE", f"/images/{first}")) == "not_found"
    assert code_of(await Caller(http).get(f"/images/{first}")) == "not_found"
    assert [image["id"] for image in data_of(await ada.get("/images"))["items"]] == [second]


async def test_uploads_and_deletions_are_on_record(database: Database, ada: Caller) -> None:
    image = data_of(await uploaded(ada))["id"]
    data_of(await ada.call("DELETE", f"/images/{image}"))
    found = await database["audit_events"].find({"target": image}).to_list(None)
    assert {event["action"]: event["before"] for event in found} == {
        "image.uploaded": None,
        "image.deleted": next(event["after"] for event in found if event["action"] == "image.uploaded"),
    }
