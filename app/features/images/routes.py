"""``/api/v1/images``."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Controller, Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import FromPath

from app.core.principals import Member
from app.features.images.pixels import MAX_UPLOAD_BYTES
from app.features.images.schemas import ImageResource
from app.features.images.service import ImageService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.etags import etag
from app.http.guards import allows, open_to_all
from app.http.openapi import NO_TOKEN
from app.http.pagination import CursorParameter, LimitParameter, page, window

FOR_EVER = "public, max-age=31536000, immutable"
UPLOADED = ("image/png", "image/jpeg", "image/webp", "image/gif")


class NotAnImageType(HTTPException):
    """The declared type; what counts in the end is the content. A page of another origin cannot send these types with
    our cookies unless a browser has asked for leave."""

    status_code = 415


@dataclass
class Upload(Operation):
    """An operation whose body is the bytes of an image."""

    def __post_init__(self) -> None:
        binary = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))
        self.request_body = RequestBody(content=dict.fromkeys(UPLOADED, binary), required=True)


class ImageController(Controller):
    path = "/images"
    tags = ("images",)

    @get("/", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 422, 429))
    async def list_images(
        self,
        member: NamedDependency[Member],
        image_library: NamedDependency[ImageService],
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[ImageResource]]:
        """The organization's images, the newest first."""
        shown = window(cursor, limit, await image_library.latest_number(member.organization))
        found = await image_library.numbered(member.organization, shown.after, shown.to)
        return enveloped(page(found, shown, ImageResource.of))

    @post(
        "/",
        guards=[allows("images:write")],
        operation_class=Upload,
        request_max_body_size=MAX_UPLOAD_BYTES,
        responses=problem_responses(401, 403, 413, 415, 422, 429),
    )
    async def upload_image(
        self,
        request: Request[None, None, State],
        member: NamedDependency[Member],
        image_library: NamedDependency[ImageService],
    ) -> Envelope[ImageResource]:
        """Store an image of at most 2 MB: a PNG, JPEG or WebP, or the first picture of a GIF. It is re-encoded, which
        drops all metadata (such as where it was taken) and bounds its size. It is removed again a day after the last
        survey or default has stopped showing it."""
        media_type, _ = request.content_type
        if media_type not in UPLOADED:
            raise NotAnImageType
        return enveloped(ImageResource.of(await image_library.upload(member, await request.body())), "Uploaded.")

    @get(
        "/{image_id:str}",
        guards=[open_to_all],
        security=NO_TOKEN,
        media_type="image/*",
        responses=problem_responses(404),
    )
    async def get_image(self, image_id: FromPath[str], image_library: NamedDependency[ImageService]) -> Response[bytes]:
        """The image itself, for whoever knows its id. It never changes, so it may be kept for ever."""
        stored = await image_library.get(image_id)
        headers = {"etag": etag(stored.info.digest[:32]), "cache-control": FOR_EVER}
        return Response(stored.content, media_type=stored.info.media_type, headers=headers)

    @delete(
        "/{image_id:str}",
        guards=[allows("images:write")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def delete_image(
        self, image_id: FromPath[str], member: NamedDependency[Member], image_library: NamedDependency[ImageService]
    ) -> Envelope[None]:
        """Remove an image. Surveys that show it show its text alternative from then on."""
        await image_library.delete(member, image_id)
        return enveloped(None, "Deleted.")
