"""The built web app, served from memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from pathlib import Path

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

from app.core.errors import NotFound
from app.http.etags import is_at_hand

INDEX = "/index.html"
PAGES = ("/", "/app", "/app/{rest:path}", "/j", "/j/{rest:path}", "/login", "/register", "/join")
"""Where a reload must give the web app; its router does the rest."""

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
HASHED_FOLDER = "/assets/"
MIN_COMPRESSED_BYTES = 1_024
MAX_FILE_BYTES = 20_000_000

_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
_AnyRequest = Request[None, None, State]


class BuiltFile(msgspec.Struct, frozen=True):
    content: bytes
    compressed: bytes | None
    media_type: str
    cache_control: str
    etag: str


def load_build(folder: Path) -> dict[str, BuiltFile]:
    """URL path → file, read once; empty where nothing is built. Only what stands here can ever be served."""
    if not (folder / INDEX[1:]).is_file():
        return {}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= MAX_FILE_BYTES)
    return {f"/{path.relative_to(folder).as_posix()}": _load(folder, path) for path in files}


def frontend_handlers(build: dict[str, BuiltFile]) -> list[HTTPRouteHandler]:
    """Handlers for the pages and for each built file."""

    @get(list(PAGES), include_in_schema=False, name="page")
    async def page(request: _AnyRequest) -> Response[bytes]:
        if INDEX not in build:
            raise NotFound("The web app is not built: npm --prefix frontend run build.")
        return _response(build[INDEX], request)

    @get(list(build), include_in_schema=False, name="built_file")
    async def built_file(request: _AnyRequest) -> Response[bytes]:
        return _response(build[request.scope["path"]], request)

    return [page, built_file] if build else [page]


def _load(folder: Path, path: Path) -> BuiltFile:
    content = path.read_bytes()
    url_path = f"/{path.relative_to(folder).as_posix()}"
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_compressible = media_type.startswith(_COMPRESSIBLE) and len(content) >= MIN_COMPRESSED_BYTES
    return BuiltFile(
        content=content,
        compressed=gzip.compress(content, 9, mtime=0) if is_compressible else None,
        media_type=media_type,
        cache_control=IMMUTABLE if url_path.startswith(HASHED_FOLDER) else REVALIDATE,
        etag=f'"{hashlib.sha256(content).hexdigest()[:20]}"',
    )


def _response(file: BuiltFile, request: _AnyRequest) -> Response[bytes]:
    headers = {"cache-control": file.cache_control, "etag": file.etag, "vary": "accept-encoding"}
    if is_at_hand(file.etag, request.headers.get("if-none-match")):
        return Response(b"", status_code=304, headers=headers)
    if file.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(file.compressed, media_type=file.media_type, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
