"""Mail: one message, and the ways in which it leaves the house."""

from __future__ import annotations

import logging
from typing import Protocol

import msgspec
import resend
from resend.exceptions import ResendError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential_jitter
from tenacity.wait import wait_base

from app.core.errors import MailUnavailable

log = logging.getLogger(__name__)

ATTEMPTS = 4
TIMEOUT_S = 10
MAX_PAUSE_S = 5.0
_REPEATABLE = {429, 500, 502, 503, 504}


class Mail(msgspec.Struct, frozen=True):
    """``key`` (at most 256 characters) makes it one mail: sent again under it within a day, it arrives once."""

    to: str
    subject: str
    text: str
    html: str
    key: str


class Mailer(Protocol):
    async def send(self, mail: Mail) -> None:
        """Returns when the mail is accepted for delivery. Raises MailUnavailable."""


class ResendMailer:
    """Sends through Resend. Its package keeps key, address and client in module globals: one of these a process."""

    def __init__(
        self,
        api_key: str,
        sender: str,
        *,
        api_url: str = "https://api.resend.com",
        timeout_s: int = TIMEOUT_S,
        first_pause_s: float = 0.5,
    ) -> None:
        self._sender = sender
        self._first_pause_s = first_pause_s
        resend.api_key = api_key
        resend.api_url = api_url.rstrip("/")
        resend.default_async_http_client = resend.HTTPXClient(timeout=timeout_s)

    async def send(self, mail: Mail) -> None:
        """Tries a few times where that can help; the key keeps a repeat from arriving twice. Raises MailUnavailable."""
        attempts = AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=_Pause(self._first_pause_s),
            retry=retry_if_exception(_may_succeed_later),
            reraise=True,
        )
        try:
            await attempts(self._send_once, mail)
        except ResendError as failure:
            log.warning("A mail was not accepted", extra={"status": failure.code, "reason": failure.error_type})
            raise MailUnavailable(retry_after_ms=60_000) from failure

    async def _send_once(self, mail: Mail) -> None:
        message: resend.Emails.SendParams = {
            "from": self._sender,
            "to": [mail.to],
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
        }
        await resend.Emails.send_async(message, {"idempotency_key": mail.key})


class _Pause(wait_base):
    """Doubles with each attempt, or is what the server says in ``Retry-After``; never above ``MAX_PAUSE_S``."""

    def __init__(self, first_s: float) -> None:
        self._growing = wait_exponential_jitter(multiplier=first_s, max=MAX_PAUSE_S, jitter=first_s)

    def __call__(self, retry_state: RetryCallState) -> float:
        failure = retry_state.outcome.exception() if retry_state.outcome else None
        asked_s = _retry_after_s(failure) if isinstance(failure, ResendError) else 0.0
        return min(MAX_PAUSE_S, max(asked_s, self._growing(retry_state)))


def _retry_after_s(failure: ResendError) -> float:
    text = next((value for name, value in failure.headers.items() if name.lower() == "retry-after"), "")
    return float(text) if text.isdecimal() else 0.0


def _may_succeed_later(failure: BaseException) -> bool:
    """Timeouts and cut connections carry 500 too. A 409 says that the same key is being worked on this moment."""
    if not isinstance(failure, ResendError):
        return False
    return int(failure.code) in _REPEATABLE or failure.error_type == "concurrent_idempotent_requests"
