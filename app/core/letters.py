"""What a mail says, as plain text and as HTML; every word that comes from people is escaped."""

from __future__ import annotations

from html import escape
from typing import Literal

import msgspec

_PAGE = """\
<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{subject}</title></head>
<body style="margin:0;padding:32px 16px;background:#f4f5f9;color:#1b2030;font:16px/1.5 system-ui,sans-serif">
<div dir="{direction}" style="max-width:520px;margin:auto;padding:32px;background:#fff;border-radius:16px">
<p style="margin:0 0 24px;font-weight:700">ImpactPulse</p>
{body}
</div></body></html>
"""
_PARAGRAPH = '<p style="margin:0 0 16px">{text}</p>'
_BUTTON = (
    '<p style="margin:0 0 16px"><a href="{link}" style="display:inline-block;padding:12px 20px;border-radius:12px;'
    'background:#4338ca;color:#fff;font-weight:600;text-decoration:none">{label}</a></p>'
    '<p style="margin:0 0 16px;color:#5b6275;font-size:14px;word-break:break-all">{link}</p>'
)


_FOOTER = '<p style="margin:24px 0 0;font-size:13px"><a href="{link}" style="color:#5b6275">{label}</a></p>'


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """``link`` stands between the two groups of paragraphs, under ``label``; both are empty where there is none, and so
    are ``footer`` and its link, which stand small at the end."""

    language: str
    direction: Literal["ltr", "rtl"] = "ltr"
    subject: str
    before: tuple[str, ...]
    label: str = ""
    link: str = ""
    after: tuple[str, ...] = ()
    footer: str = ""
    footer_link: str = ""

    def text(self) -> str:
        link = (f"{self.label}:\n{self.link}",) if self.link else ()
        footer = (f"{self.footer}: {self.footer_link}",) if self.footer_link else ()
        return "\n\n".join((*self.before, *link, *self.after, "ImpactPulse", *footer)) + "\n"

    def html(self) -> str:
        link = (_BUTTON.format(link=escape(self.link), label=escape(self.label)),) if self.link else ()
        footer = _FOOTER.format(link=escape(self.footer_link), label=escape(self.footer)) if self.footer_link else ""
        parts = (*map(_paragraph, self.before), *link, *map(_paragraph, self.after), footer)
        language, subject, body = escape(self.language), escape(self.subject), "\n".join(parts)
        return _PAGE.format(language=language, direction=self.direction, subject=subject, body=body)


def _paragraph(text: str) -> str:
    return _PARAGRAPH.format(text=escape(text))


def one_line(text: str) -> str:
    """For a subject: line breaks would end the header."""
    return " ".join(text.split())
