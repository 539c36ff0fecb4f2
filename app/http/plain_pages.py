"""Pages behind links in mails, for browsers without our web app: a title, a sentence, perhaps a button."""

from __future__ import annotations

from html import escape

from litestar import Response

from app.http.devices import Language

_PAGE = """\
<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p>{form}</main></body></html>
"""
_FORM = '<form method="post"><button type="submit">{button}</button></form>'


def plain_page(language: Language, title: str, text: str, *, button: str = "", status: int = 200) -> Response[str]:
    """``button`` posts to the page's own address."""
    form = _FORM.format(button=escape(button)) if button else ""
    content = _PAGE.format(language=language, title=escape(title), text=escape(text), form=form)
    return Response(content, status_code=status, media_type="text/html", headers={"cache-control": "no-store"})
