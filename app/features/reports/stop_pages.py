"""``/report-mails/{note}``: the page behind the link under each mail of a report; mail programs post to it."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.core.errors import TokenExpired, TokenInvalid
from app.features.reports.planning import ReportPlanning
from app.features.reports.sending import STOP_PAGE
from app.http.devices import Language, device_of
from app.http.plain_pages import StopWords, lost_page

_WORDS: dict[Language, StopWords] = {
    "en": StopWords(
        ask="No more of these reports?",
        about="The reports on this session will no longer be mailed to you.",
        button="Get them no more",
        done="No more of these reports",
        sure="The reports on this session are no longer mailed to you.",
    ),
    "de": StopWords(
        ask="Diese Berichte nicht mehr?",
        about="Die Berichte über diese Sitzung kommen nicht mehr per Mail zu Ihnen.",
        button="Nicht mehr erhalten",
        done="Diese Berichte nicht mehr",
        sure="Die Berichte über diese Sitzung kommen nicht mehr per Mail zu Ihnen.",
    ),
}


@get(f"{STOP_PAGE}/{{note:str}}", include_in_schema=False, media_type="text/html")
async def stop_page(
    note: FromPath[str], request: Request[Any, Any, Any], report_plans: NamedDependency[ReportPlanning]
) -> Response[str]:
    """Looking changes nothing, because programs follow links."""
    language = device_of(request).language
    try:
        report_plans.require_known(note)
    except (TokenInvalid, TokenExpired):
        return lost_page(language)
    return _WORDS[language].asked(language)


@post(f"{STOP_PAGE}/{{note:str}}", include_in_schema=False, media_type="text/html", status_code=200)
async def stop(
    note: FromPath[str], request: Request[Any, Any, Any], report_plans: NamedDependency[ReportPlanning]
) -> Response[str]:
    """Posting ends it without a question (RFC 8058)."""
    language = device_of(request).language
    try:
        await report_plans.stop(note)
    except (TokenInvalid, TokenExpired):
        return lost_page(language)
    return _WORDS[language].ended(language)


HANDLERS = (stop_page, stop)
