"""The built web app, served from memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from pathlib import Path

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

from app.core.errors import NotFound
from app.http.compression import best_encoding
from app.http.etags import is_at_hand
from app.http.languages import wanted_languages
from app.http.problem_items import ERRORS_PAGE

INDEX = "/index.html"
ACCOUNT_PAGES = ("/forgot-password", "/reset-password", "/verify-email", "/invitation")
DOCS_PAGES = ("/api/docs", "/api/docs/socket", ERRORS_PAGE)
PAGES = (
    *("/", "/app", "/app/{rest:path}", "/j", "/j/{rest:path}", "/i", "/login", "/register", "/join"),
    *ACCOUNT_PAGES,
    *DOCS_PAGES,
)
"""Where a reload must give the web app; its router does the rest."""

JOIN_PAGE = re.compile(r"/j/([A-Z0-9]{6})/?")
PHONE_PAGE = re.compile(r"/([ij])(?:/.*)?")
PHONE_LANGUAGE = re.compile(r"/phone/j\.([a-z]+)\.html")
OFFICE_PAGE = re.compile(r"/app(?:/.*)?")
SESSION_PAGE = re.compile(r"/app/sessions/([A-Za-z0-9_-]{1,64})(?:/[a-z]+)?")
ADDRESSES = "/office/addresses.json"

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
HASHED_FOLDER = "/assets/"
MIN_COMPRESSED_BYTES = 1_024
BROTLI_SUFFIX = ".br"
MAX_FILE_BYTES = 20_000_000

_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
_AnyRequest = Request[None, None, State]


class BuiltFile(msgspec.Struct, frozen=True):
    """``compressed``: encoding → content; none where compressing gains nothing. All of them share one tag, hence a weak
    one (RFC 9110, 8.8.3.3)."""

    content: bytes
    compressed: dict[str, bytes]
    media_type: str
    cache_control: str
    etag: str


class NamedPage(msgspec.Struct, frozen=True):
    """``file`` names what the page at an ``address``, a pattern, is made of."""

    address: str
    file: str


def load_build(folder: Path) -> dict[str, BuiltFile]:
    """URL path → file, read once; empty where nothing is built. Only what stands here can ever be served.

    The build leaves a file compressed with brotli beside each that gains from it (``index.js.br``).
    """
    if not (folder / INDEX[1:]).is_file():
        return {}
    found = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= MAX_FILE_BYTES)
    files = sorted(path for path in found if path.suffix != BROTLI_SUFFIX)
    return {f"/{path.relative_to(folder).as_posix()}": _load(folder, path) for path in files}


def frontend_handlers(build: dict[str, BuiltFile]) -> list[HTTPRouteHandler]:
    """Handlers for the pages and for each built file."""

    languages = frozenset(match[1] for path in build if (match := PHONE_LANGUAGE.fullmatch(path)))
    named = _named_pages(build)

    @get(list(PAGES), include_in_schema=False, name="page")
    async def page(request: _AnyRequest) -> Response[bytes]:
        if INDEX not in build:
            raise NotFound("The web app is not built: npm --prefix frontend run build.")
        path = request.scope["path"]
        if not (phone := PHONE_PAGE.fullmatch(path)):
            file = next((file for address, file in named if address.fullmatch(path)), None)
            return _office_page(file, build, request)
        language = _spoken(request.headers.get("accept-language"), languages)
        response = _response(build.get(f"/phone/{phone[1]}.{language}.html", build[INDEX]), request)
        response.headers["vary"] = "accept-encoding, accept-language"
        if code := JOIN_PAGE.fullmatch(path):
            response.headers["link"] = _looked_up(f"join/{code[1]}")
        return response

    @get(list(build), include_in_schema=False, name="built_file")
    async def built_file(request: _AnyRequest) -> Response[bytes]:
        return _response(build[request.scope["path"]], request)

    return [page, built_file] if build else [page]


def _spoken(accept_language: str | None, languages: frozenset[str]) -> str:
    wanted = (tag.split("-")[0] for tag in wanted_languages(None, accept_language))
    return next((language for language in wanted if language in languages), "en")


def _named_pages(build: dict[str, BuiltFile]) -> list[tuple[re.Pattern[str], BuiltFile]]:
    """Pages of the office that name what they are made of, by address; the first that fits counts."""
    listed = build[ADDRESSES].content if ADDRESSES in build else b"[]"
    pages = msgspec.json.decode(listed, type=list[NamedPage])
    return [(re.compile(page.address), build[page.file]) for page in pages]


def _office_page(file: BuiltFile | None, build: dict[str, BuiltFile], request: _AnyRequest) -> Response[bytes]:
    """A mistyped address has no ``file``: what is said there needs nothing of what a page would ask for."""
    response, path = _response(file or build[INDEX], request), request.scope["path"]
    if file and OFFICE_PAGE.fullmatch(path):
        wanted = ["auth/me", *(f"sessions/{session[1]}" for session in [SESSION_PAGE.fullmatch(path)] if session)]
        response.headers["link"] = ", ".join(_looked_up(one) for one in wanted)
    return response


def _looked_up(resource: str) -> str:
    """Lets the browser ask for what the page will want to know first, while its scripts are still on their way; in the
    mode and with the credentials of their own request, or it would be asked twice."""
    return f"</api/v1/{resource}>; rel=preload; as=fetch; crossorigin=anonymous"


def _load(folder: Path, path: Path) -> BuiltFile:
    content = path.read_bytes()
    url_path = f"/{path.relative_to(folder).as_posix()}"
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_compressible = media_type.startswith(_COMPRESSIBLE) and len(content) >= MIN_COMPRESSED_BYTES
    return BuiltFile(
        content=content,
        compressed=_compressed(path, content) if is_compressible else {},
        media_type=media_type,
        cache_control=IMMUTABLE if url_path.startswith(HASHED_FOLDER) else REVALIDATE,
        etag=f'W/"{hashlib.sha256(content).hexdigest()[:20]}"',
    )


def _compressed(path: Path, content: bytes) -> dict[str, bytes]:
    brotli = path.with_name(path.name + BROTLI_SUFFIX)
    made = {"br": brotli.read_bytes()} if brotli.is_file() else {}
    return {**made, "gzip": gzip.compress(content, 9, mtime=0)}


def _response(file: BuiltFile, request: _AnyRequest) -> Response[bytes]:
    headers = {"cache-control": file.cache_control, "etag": file.etag, "vary": "accept-encoding"}
    if is_at_hand(file.etag.removeprefix("W/"), request.headers.get("if-none-match")):
        return Response(b"", status_code=304, headers=headers)
    encoding = best_encoding(request.headers.get("accept-encoding", ""), tuple(file.compressed))
    if encoding is not None:
        headers["content-encoding"] = encoding
        return Response(file.compressed[encoding], media_type=file.media_type, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
