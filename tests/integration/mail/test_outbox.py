"""Without a mail service, mail is kept and can be read."""

from __future__ import annotations

from app.core.clock import utc_now
from app.infra.mailer import Mail
from app.infra.mongo import Database
from app.infra.outbox import OutboxMailer


def mail(key: str) -> Mail:
    return Mail("ada@example.org", f"About {key}", "text", "<p>text</p>", key)


async def test_the_newest_mails_come_first_and_a_repeat_is_one_mail(database: Database) -> None:
    outbox = OutboxMailer(database, utc_now)
    for key in ("a", "b", "b", "c"):
        await outbox.send(mail(key))
    assert [kept.mail for kept in await outbox.latest(10)] == [mail("c"), mail("b"), mail("a")]
    assert [kept.mail.key for kept in await outbox.latest(1)] == ["c"]
