"""Codes of a second factor: six digits that change every half minute (RFC 6238), and codes for a lost phone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

import pyotp

from app.core.identity import ALPHABET

STEP_S = 30
DIGITS = 6
TOLERATED_STEPS = 1
"""A phone's clock may be this many steps off, either way."""

RECOVERY_CODES = 10
RECOVERY_LETTERS = 10
"""Of 32 letters: 50 bits, which no throttled guesser finds; the stored hashes are keyed, against thieves of backups."""


def new_secret() -> str:
    """160 random bits in base 32 (RFC 4226, requirement 6)."""
    return pyotp.random_base32()


def otpauth_uri(secret: str, email: str, issuer: str) -> str:
    """What an authenticator app reads from a QR image."""
    return f"otpauth://totp/{quote(issuer)}:{quote(email)}?secret={secret}&issuer={quote(issuer)}"


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step that this code belongs to, or None; all candidates are compared, whatever the first ones say."""
    current = int(now.timestamp()) // STEP_S
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S)
    found = None
    for step in range(current - TOLERATED_STEPS, current + TOLERATED_STEPS + 1):
        if hmac.compare_digest(totp.at(step * STEP_S).encode(), code.encode()):
            found = step
    return found


def is_time_code(code: str) -> bool:
    return len(code) == DIGITS and code.isascii() and code.isdecimal()


def new_recovery_codes() -> list[str]:
    """In two groups of five letters, to be written down."""
    half = RECOVERY_LETTERS // 2
    codes = ("".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LETTERS)) for _ in range(RECOVERY_CODES))
    return [f"{code[:half]}-{code[half:]}" for code in codes]


def normal_code(text: str) -> str:
    """As people type it: in any case, with or without spaces and hyphens."""
    return "".join(text.split()).replace("-", "").lower()


def recovery_hash(key: bytes, user: str, code: str) -> str:
    return hmac.new(key, f"{user}:{normal_code(code)}".encode(), hashlib.sha256).hexdigest()
