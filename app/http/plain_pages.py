"""Pages behind links in mails, for browsers without our web app: a title, a sentence, perhaps a button."""

from __future__ import annotations

from html import escape

import msgspec
from litestar import Response

from app.http.devices import Language

_PAGE = """\
<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p>{form}</main></body></html>
"""
_FORM = '<form method="post"><button type="submit">{button}</button></form>'


_LOST: dict[Language, tuple[str, str]] = {
    "en": ("This link leads nowhere", "Please open it from the mail once more."),
    "de": ("Dieser Link führt nirgendwohin", "Bitte öffnen Sie ihn noch einmal aus der Mail."),
}


class StopWords(msgspec.Struct, frozen=True):
    """Of a page that ends mails: the question with what is at stake and its button, then what is so from now on."""

    ask: str
    about: str
    button: str
    done: str
    sure: str

    def asked(self, language: Language, **named: str) -> Response[str]:
        """Looking changes nothing, because programs follow links; the button posts (RFC 8058)."""
        return plain_page(language, self.ask, self.about.format(**named), button=self.button)

    def ended(self, language: Language) -> Response[str]:
        return plain_page(language, self.done, self.sure)


def lost_page(language: Language) -> Response[str]:
    """Behind a link that is forged or too old."""
    title, text = _LOST[language]
    return plain_page(language, title, text, status=404)


def plain_page(language: Language, title: str, text: str, *, button: str = "", status: int = 200) -> Response[str]:
    """``button`` posts to the page's own address."""
    form = _FORM.format(button=escape(button)) if button else ""
    content = _PAGE.format(language=language, title=escape(title), text=escape(text), form=form)
    return Response(content, status_code=status, media_type="text/html", headers={"cache-control": "no-store"})
