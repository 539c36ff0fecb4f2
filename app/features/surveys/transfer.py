"""A survey as one self-contained JSON document, ``impactpulse.survey.v1`` (docs/survey-format.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Protocol

import msgspec
from msgspec import Meta

from app.core.aside import aside
from app.core.errors import FieldError, InvalidInput, NotFound, TooLarge
from app.core.identity import new_id
from app.core.principals import Member
from app.features.images.model import ImageInfo, MediaType, Picture, StoredImage
from app.features.surveys.base64_pieces import decoded, encoded
from app.features.surveys.model import Survey, SurveyContent
from app.features.surveys.questions import ImageId
from app.features.surveys.schemas import NewSurvey
from app.features.surveys.service import SurveyService

FORMAT: Literal["impactpulse.survey.v1"] = "impactpulse.survey.v1"
MAX_IMAGES = 400
MAX_FILE_BYTES = 20_000_000
"""Both of what is taken in, and of what is given out: a file that leads nowhere is no file."""

WHOLE_FILE = f"A file has at most {MAX_FILE_BYTES // 1_000_000} MB."


class EmbeddedImage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``content`` in base 64, of any size that fits into the file: what is kept of an upload may be larger than it."""

    media_type: MediaType
    content: Annotated[str, Meta(max_length=MAX_FILE_BYTES)]


class SurveyFile(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """``images`` by the ids that the survey names them by."""

    format: Literal["impactpulse.survey.v1"]
    survey: NewSurvey
    images: Annotated[dict[ImageId, EmbeddedImage], Meta(max_length=MAX_IMAGES)] = {}


class ImageLibrary(Protocol):
    """Where images come from and go to."""

    async def get(self, image_id: str) -> StoredImage: ...
    async def read(self, content: bytes) -> Picture: ...
    async def add(self, member: Member, picture: Picture) -> ImageInfo: ...


class SurveyTransfer:
    def __init__(self, surveys: SurveyService, images: ImageLibrary) -> None:
        self._surveys = surveys
        self._images = images

    async def export(self, organization: str, survey_id: str) -> bytes:
        """A ``SurveyFile`` of the draft with its images; those that were deleted are left out.

        Raises NotFound, and TooLarge for what ``take_in`` would be refused, naming the image that is too much.
        """
        draft = (await self._surveys.get(organization, survey_id)).draft
        embedded: dict[str, EmbeddedImage] = {}
        ids: dict[str, str | None] = {}
        left_bytes = MAX_FILE_BYTES
        for path, image_id in draft.images():
            if image_id in embedded or image_id in ids:
                continue
            stored = await self._found(organization, image_id)
            if stored is None:
                ids[image_id] = None
                continue
            content = await aside(encoded, stored.content)
            embedded[image_id] = EmbeddedImage(stored.info.media_type, content)
            left_bytes -= len(content)
            if len(embedded) > MAX_IMAGES:
                raise _too_large(f"A file holds at most {MAX_IMAGES} images; this survey shows more.", path)
            if left_bytes < 0:
                raise _too_large(f"{WHOLE_FILE} With this image, of {stored.info.size:,} bytes, it has more.", path)
        shown = with_image_ids(draft, ids)
        shown.require_size()
        survey = NewSurvey(**msgspec.structs.asdict(shown))
        file = msgspec.json.encode(SurveyFile(format=FORMAT, survey=survey, images=embedded))
        if len(file) > MAX_FILE_BYTES:
            raise TooLarge(f"{WHOLE_FILE} This survey is larger with its images.")
        return file

    async def _found(self, organization: str, image_id: str) -> StoredImage | None:
        try:
            stored = await self._images.get(image_id)
        except NotFound:
            return None
        return stored if stored.info.organization == organization else None

    async def take_in(self, member: Member, file: SurveyFile) -> Survey:
        """A new survey of the file; its images get new ids. Nothing is kept unless all of it is sound; what keeps a
        draft from being published is no fault of the file.

        Raises:
            TooLarge: without its images it is larger than a draft that can be stored.
            InvalidInput: an image is none, has too many pixels or is missing; with a path for each.
        """
        content = file.survey.content()
        named = {image_id for _, image_id in content.images()}
        with_image_ids(content, dict.fromkeys(named, new_id("img"))).require_size()
        problems = [
            FieldError("This file holds no such image.", "unknown_image", f"survey.{path}")
            for path, image_id in content.images()
            if image_id not in file.images
        ]
        pictures: dict[str, Picture] = {}
        for image_id, embedded in file.images.items():
            try:
                pictures[image_id] = await self._images.read(await aside(decoded, embedded.content))
            except InvalidInput as refusal:
                path = f"images.{image_id}.content"
                problems.extend(msgspec.structs.replace(problem, field=path) for problem in refusal.fields)
            except ValueError:  # of base 64 that is none
                problems.append(FieldError("This is no image.", "not_an_image", f"images.{image_id}.content"))
        if problems:
            raise InvalidInput("This file cannot be taken in.", fields=tuple(problems))
        ids = {old: (await self._images.add(member, picture)).id for old, picture in pictures.items() if old in named}
        return await self._surveys.create(member, with_image_ids(content, ids), origin="import")


def _too_large(message: str, path: str) -> TooLarge:
    return TooLarge(message, fields=(FieldError(message, TooLarge.code, path),))


def with_image_ids(content: SurveyContent, ids: Mapping[str, str | None]) -> SurveyContent:
    """The same content with other images, or none."""
    raw: dict[str, Any] = msgspec.to_builtins(content)
    places = [raw["theme"], *(option for one in raw["questions"] for option in one.get("options", ()))]
    for place, key in ((place, "logo" if "logo" in place else "image") for place in places):
        if place.get(key) is not None:
            place[key] = ids.get(place[key], place[key])
    return msgspec.convert(raw, SurveyContent)
