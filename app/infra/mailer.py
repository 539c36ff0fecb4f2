"""Mail: one message, and the ways in which it leaves the house."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Protocol

import msgspec
import resend
from resend.exceptions import ResendError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential_jitter
from tenacity.wait import wait_base

from app.core.errors import MailUnavailable
from app.core.metrics import counters

log = logging.getLogger(__name__)

MAILS = counters(
    "mails",
    "Mails: accepted, refused for good, failed for now, or kept in the outbox.",
    "outcome",
    expected=("accepted", "refused", "failed"),
)

ATTEMPTS = 4
MAX_BATCH = 100
KEY_LIFETIME = timedelta(hours=23)
"""The service remembers a key for a day; a resend must not come too late for that."""
TIMEOUT_S = 10
MAX_PAUSE_S = 5.0
_REPEATABLE = {429, 500, 502, 503, 504}


class Mail(msgspec.Struct, frozen=True):
    """``key`` (at most 256 characters) makes it one mail: sent again under it within a day, it arrives once.

    ``tags`` (letters, digits, ``_`` and ``-``) come back in what the mail service reports of the mail.
    """

    to: str
    subject: str
    text: str
    html: str
    key: str
    headers: dict[str, str] = {}
    tags: dict[str, str] = {}


class NothingAccepted(MailUnavailable):
    """Every attempt was turned away before it could take effect: nothing of it was, or will be, delivered."""


class Mailer(Protocol):
    async def send(self, mail: Mail) -> None:
        """Returns when the mail is accepted for delivery. Raises MailUnavailable."""


class BatchMailer(Mailer, Protocol):
    """Hands over many at once."""

    async def send_batch(self, mails: Sequence[Mail], key: str) -> frozenset[int]:
        """Hand over at most ``MAX_BATCH`` mails in one call; the positions of those that can never be delivered.

        Sent again under ``key`` within ``KEY_LIFETIME``, unchanged, they arrive once.

        Raises NothingAccepted, or MailUnavailable where some may have been accepted.
        """


async def unhurried() -> None:
    """The pace of whoever sends so little that no limit is in sight."""


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
        pace: Callable[[], Awaitable[None]] = unhurried,
    ) -> None:
        self._sender = sender
        self._pace = pace
        self._first_pause_s = first_pause_s
        resend.api_key = api_key
        resend.api_url = api_url.rstrip("/")
        resend.default_async_http_client = resend.HTTPXClient(timeout=timeout_s)

    async def send(self, mail: Mail) -> None:
        """Tries a few times where that can help; the key keeps a repeat from arriving twice. Raises MailUnavailable."""
        try:
            await self._attempts()(self._send_once, mail)
            MAILS.of("accepted").add()
        except MailUnavailable:  # it found no turn
            MAILS.of("failed").add()
            raise
        except ResendError as failure:
            MAILS.of("failed").add()
            log.warning("A mail was not accepted", extra={"status": failure.code, "reason": failure.error_type})
            raise MailUnavailable(retry_after_ms=60_000) from failure

    async def send_batch(self, mails: Sequence[Mail], key: str) -> frozenset[int]:
        """As ``Mailer.send_batch``; a call that may have taken effect before it failed makes the whole uncertain."""
        attempts = self._attempts()
        refusals = 0
        try:
            async for attempt in attempts:
                with attempt:
                    try:
                        refused = await self._send_batch_once(mails, key)
                        MAILS.of("accepted").add(len(mails) - len(refused))
                        MAILS.of("refused").add(len(refused))
                        return refused
                    except ResendError as failure:
                        refusals += _was_turned_away(failure)
                        raise
        except ResendError as failure:
            MAILS.of("failed").add(len(mails))
            log.warning("A batch was not accepted", extra={"status": failure.code, "reason": failure.error_type})
            kind = NothingAccepted if refusals == attempts.statistics["attempt_number"] else MailUnavailable
            raise kind(retry_after_ms=60_000) from failure
        raise AssertionError("tenacity ends with a result or an error")

    def _attempts(self) -> AsyncRetrying:
        return AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=_Pause(self._first_pause_s),
            retry=retry_if_exception(_may_succeed_later),
            reraise=True,
        )

    async def _send_once(self, mail: Mail) -> None:
        await self._pace()
        await resend.Emails.send_async(self._message(mail), {"idempotency_key": mail.key})

    async def _send_batch_once(self, mails: Sequence[Mail], key: str) -> frozenset[int]:
        await self._pace()
        # Permissive: one address that the service cannot read must not hold up the other mails.
        answer = await resend.Batch.send_async(
            [self._message(mail) for mail in mails], {"idempotency_key": key, "batch_validation": "permissive"}
        )
        return frozenset(error["index"] for error in answer.get("errors") or ())

    def _message(self, mail: Mail) -> resend.Emails.SendParams:
        message: resend.Emails.SendParams = {
            "from": self._sender,
            "to": [mail.to],
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
        }
        if mail.headers:
            message["headers"] = mail.headers
        if mail.tags:
            message["tags"] = [{"name": name, "value": value} for name, value in mail.tags.items()]
        return message


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


def _was_turned_away(failure: ResendError) -> bool:
    """A refusal of the request itself. A 409 speaks of an earlier call with its key, which may have been accepted."""
    code = int(failure.code)
    return 400 <= code < 500 and code != HTTPStatus.CONFLICT


def _may_succeed_later(failure: BaseException) -> bool:
    """Timeouts and cut connections carry 500 too. A 409 says that the same key is being worked on this moment."""
    if not isinstance(failure, ResendError):
        return False
    return int(failure.code) in _REPEATABLE or failure.error_type == "concurrent_idempotent_requests"
