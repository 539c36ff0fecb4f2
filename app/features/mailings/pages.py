"""``/unsubscribe/{token}``: the page behind the link in every mail, and what mail programs call by themselves."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.core.errors import NotFound
from app.features.mailings.links import PAGE
from app.features.mailings.unsubscribing import UnsubscribeService
from app.http.devices import Language, device_of
from app.http.plain_pages import StopWords, lost_page

_WORDS: dict[Language, StopWords] = {
    "en": StopWords(
        ask="No more mail?",
        about="Invitations and reminders from this organization will no longer go to {email}.",
        button="Unsubscribe",
        done="No more mail",
        sure="This organization sends you no more invitations and reminders.",
    ),
    "de": StopWords(
        ask="Keine Mails mehr?",
        about="Einladungen und Erinnerungen dieser Organisation gehen nicht mehr an {email}.",
        button="Abbestellen",
        done="Keine Mails mehr",
        sure="Diese Organisation schickt Ihnen keine Einladungen und Erinnerungen mehr.",
    ),
}
_YOURS: dict[Language, str] = {"en": "your address", "de": "Ihre Adresse"}
"""Where it is kept no longer."""


@get(f"{PAGE}/{{token:str}}", include_in_schema=False, media_type="text/html")
async def unsubscribe_page(
    token: FromPath[str], request: Request[Any, Any, Any], unsubscribing: NamedDependency[UnsubscribeService]
) -> Response[str]:
    """Looking changes nothing, because programs follow links."""
    language = device_of(request).language
    try:
        email = await unsubscribing.who(token)
    except NotFound:
        return lost_page(language)
    return _WORDS[language].asked(language, email=email or _YOURS[language])


@post(f"{PAGE}/{{token:str}}", include_in_schema=False, media_type="text/html", status_code=200)
async def unsubscribe(
    token: FromPath[str], request: Request[Any, Any, Any], unsubscribing: NamedDependency[UnsubscribeService]
) -> Response[str]:
    """Posting ends it without a question (RFC 8058)."""
    language = device_of(request).language
    try:
        await unsubscribing.unsubscribe(token)
    except NotFound:
        return lost_page(language)
    return _WORDS[language].ended(language)


HANDLERS = (unsubscribe_page, unsubscribe)
