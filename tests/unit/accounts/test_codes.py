"""Codes of authenticator apps, recovery codes, and how their secrets are kept."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import InternalError, TokenExpired, TokenInvalid
from app.features.accounts.codes import (
    is_time_code,
    matching_step,
    new_recovery_codes,
    normal_code,
    otpauth_uri,
    recovery_hash,
)
from app.features.accounts.login_steps import Passed
from app.infra.notes import Notes
from app.infra.sealing import Sealer

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
# RFC 6238, appendix B (SHA1), the last six of its eight digits.
RFC_CODES = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES)
def test_the_codes_of_the_standard_match(seconds: int, code: str) -> None:
    assert matching_step(RFC_SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("steps_off", "matches"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_off(steps_off: int, matches: bool) -> None:
    now = datetime.fromtimestamp(1111111109 + 30 * steps_off, UTC)
    assert (matching_step(RFC_SECRET, "081804", now) is not None) == matches


def test_what_is_no_code_matches_nothing() -> None:
    now = datetime.fromtimestamp(59, UTC)
    for text in ("", "28708", "2870822", "２８７０８２", "287 82"):
        assert matching_step(RFC_SECRET, text, now) is None
    assert [is_time_code(text) for text in ("287082", "28708", "２８７０８２", "28708a")] == [True, False, False, False]


def test_names_in_the_address_of_the_app_are_escaped() -> None:
    assert otpauth_uri("ABC", "a+b&c@example.org", "Impact Pulse") == (
        "otpauth://totp/Impact%20Pulse:a%2Bb%26c%40example.org?secret=ABC&issuer=Impact%20Pulse"
    )


def test_recovery_codes_are_read_as_people_write_them() -> None:
    codes = new_recovery_codes()
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {11})
    assert normal_code(f" {codes[0].upper().replace('-', ' ')} ") == codes[0].replace("-", "")
    assert recovery_hash(b"k", "usr_1", codes[0]) == recovery_hash(b"k", "usr_1", codes[0].upper())
    assert recovery_hash(b"k", "usr_1", codes[0]) != recovery_hash(b"k", "usr_2", codes[0])
    assert recovery_hash(b"k", "usr_1", codes[0]) != recovery_hash(b"l", "usr_1", codes[0])


def test_a_sealed_secret_opens_for_its_owner_and_key_only() -> None:
    sealer = Sealer("x" * 32, "tests")
    sealed = sealer.seal("secret", "usr_1")
    assert (sealer.open(sealed, "usr_1"), b"secret" in sealed) == ("secret", False)
    assert sealer.seal("secret", "usr_1") != sealed
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for opener, text, owner in (
        (sealer, sealed, "usr_2"),
        (sealer, changed, "usr_1"),
        (Sealer("y" * 32, "tests"), sealed, "usr_1"),
        (Sealer("x" * 32, "other"), sealed, "usr_1"),
    ):
        with pytest.raises(InternalError):
            opener.open(text, owner)


def test_a_note_is_read_until_its_time_by_its_purpose_only() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    passed = Passed("usr_1", "org_1", "mark", must_enrol=False)
    note = Notes("x" * 32, "one", lambda: now, lifetime=timedelta(minutes=5)).write(passed)

    def reader(purpose: str = "one", *, after: timedelta = timedelta(0)) -> Notes:
        return Notes("x" * 32, purpose, lambda: now + after, lifetime=timedelta(minutes=5))

    assert reader(after=timedelta(minutes=4, seconds=59)).read(note, Passed) == passed
    with pytest.raises(TokenExpired):
        reader(after=timedelta(minutes=5)).read(note, Passed)
    for wrong in (note[:-2], "", "a.b.c"):
        with pytest.raises(TokenInvalid):
            reader().read(wrong, Passed)
    with pytest.raises(TokenInvalid):
        reader("two").read(note, Passed)
