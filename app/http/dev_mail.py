"""``/dev/mail`` and ``/api/v1/dev/mail``: mail that nobody delivers, for people who try things out with DEBUG=true."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from app.http.envelope import Envelope, enveloped
from app.infra.outbox import KeptMail, OutboxMailer

LISTED = 50
_LINK = re.compile(r"https?://[^\s<>\"']+")
_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Mail that was not sent</title></head>
<body style="max-width:46rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif">
<h1>Mail that was not sent</h1>
<p>The last {listed}, the newest first. Nothing leaves this machine: RESEND_API_KEY is not set.</p>
{mails}
</body></html>
"""
_MAIL = """\
<article style="margin:2rem 0;padding:1rem;border:1px solid #ccd">
<h2 style="margin:0">{subject}</h2>
<p>To {to}, {at}</p>
<pre style="white-space:pre-wrap;font:inherit">{text}</pre>
<details><summary>As HTML</summary>
<iframe sandbox title="{subject}" srcdoc="{html}" style="width:100%;height:28rem;border:0"></iframe></details>
</article>"""


class DevMail(msgspec.Struct):
    to: str
    subject: str
    text: str
    html: str
    at: datetime


def dev_mail_handlers(outbox: OutboxMailer) -> list[HTTPRouteHandler]:
    """Both show every mail to anybody, so they exist only where mail is kept and debugging is on."""

    @get("/api/v1/dev/mail", include_in_schema=False)
    async def dev_mail() -> Envelope[list[DevMail]]:
        kept = await outbox.latest(LISTED)
        return enveloped([DevMail(k.mail.to, k.mail.subject, k.mail.text, k.mail.html, k.at) for k in kept])

    @get("/dev/mail", include_in_schema=False, media_type="text/html")
    async def dev_mail_page() -> Response[str]:
        return Response(page(await outbox.latest(LISTED)), headers={"cache-control": "no-store"})

    return [dev_mail, dev_mail_page]


def page(kept: list[KeptMail]) -> str:
    """Everything is escaped; what a mail's HTML would do is locked into a frame without scripts."""
    return _PAGE.format(listed=LISTED, mails="\n".join(map(_article, kept)) or "<p>None yet.</p>")


def _article(kept: KeptMail) -> str:
    mail = kept.mail
    return _MAIL.format(
        subject=escape(mail.subject),
        to=escape(mail.to),
        at=kept.at.isoformat(sep=" ", timespec="seconds"),
        text=_LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', escape(mail.text)),
        html=escape(mail.html),
    )
