"""What the mail service reports of mails, once its signature (Svix's scheme) has proved that it is the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import resend

from app.core.errors import NotAuthenticated
from app.core.metrics import BEYOND, counters

_EVENTS = frozenset(
    {
        "sent", "delivered", "delivery_delayed", "bounced", "complained", "failed", "suppressed", "opened", "clicked",
    }
)  # fmt: skip
REPORTED = counters(
    "mail_events",
    "What the mail service reports of mails: delivered, bounced, complained …",
    "event",
    expected=sorted(_EVENTS),
)


class SignatureInvalid(NotAuthenticated):
    code = "signature_invalid"
    default_message = "This request is not signed by the mail service, or it is older than five minutes."


class MailEvent(msgspec.Struct, frozen=True):
    """``kind``: such as ``delivered``; ``tags``: those of the mail; ``bounce``: its kind, such as ``Permanent``."""

    kind: str
    tags: dict[str, str]
    bounce: str | None


class MailEvents:
    """``secret``: as the service shows it, ``whsec_…``."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def read(self, body: bytes, headers: Mapping[str, str]) -> MailEvent | None:
        """One event; None for those that are not about a mail. Raises SignatureInvalid."""
        named: Any = {name: headers.get(f"svix-{name}", "") for name in ("id", "timestamp", "signature")}
        try:
            event: Any = resend.Webhooks.verify(
                {"payload": body.decode(), "headers": named, "webhook_secret": self._secret}
            )
        except ValueError as failure:  # bytes that are no UTF-8 and texts that are no JSON too
            raise SignatureInvalid from failure
        kind, content = event.get("type"), event.get("data")
        if not isinstance(kind, str) or not isinstance(content, dict):
            return None
        subject, _, what = kind.partition(".")
        bounce = content.get("bounce")
        if subject != "email":
            return None
        REPORTED.of(what if what in _EVENTS else BEYOND).add()
        return MailEvent(what, _tags(content.get("tags")), _text(bounce, "type"))


def _tags(given: object) -> dict[str, str]:
    """The service writes them as an object, or as the list in which they were sent."""
    if isinstance(given, list):
        given = {one.get("name"): one.get("value") for one in given if isinstance(one, dict)}
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}


def _text(given: object, field: str) -> str | None:
    value = given.get(field) if isinstance(given, dict) else None
    return value if isinstance(value, str) else None
