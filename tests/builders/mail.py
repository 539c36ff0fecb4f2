"""The mail of somebody, as the outbox keeps it."""

from __future__ import annotations

import re
from typing import Any

from app.infra.mongo import Database
from tests.fixtures.waiting import until


async def mails_to(database: Database, email: str) -> list[dict[str, Any]]:
    """The oldest first."""
    found = await database["outbox"].find({"to": email}).to_list(None)
    return sorted(found, key=lambda mail: int(mail["number"]))


async def mail_about(database: Database, email: str, subject: str, *, count: int = 1) -> dict[str, Any]:
    """The ``count``-th mail with this subject, once it is there."""

    async def found() -> list[dict[str, Any]]:
        return [mail for mail in await mails_to(database, email) if mail["subject"] == subject]

    async def has_come() -> bool:
        return len(await found()) >= count

    await until(has_come)
    return (await found())[count - 1]


def token_in(mail: dict[str, Any]) -> str:
    """The secret of the link in a mail, the same in text and HTML."""
    in_text, in_html = (set(re.findall(r"#token=([\w-]+)", mail[part])) for part in ("text", "html"))
    assert in_text == in_html
    (token,) = in_text
    return str(token)
