"""What a token proves, and what it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from app.core.errors import TokenExpired, TokenInvalid
from app.core.principals import Member, Participant
from app.infra.tokens import Tokens, derived_key

SECRET = "a secret of the tests, long enough for HS256"
MEMBER = Member("usr_1", "org_1", "admin", "fam_1")
PARTICIPANT = Participant("par_1", "ses_1", "org_1")


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def tokens(watch: Watch) -> Tokens:
    return Tokens(SECRET, watch)


def test_an_access_token_proves_the_member_over_rest_and_on_the_socket(tokens: Tokens) -> None:
    token = tokens.issue_access(MEMBER).token
    assert tokens.read(token).principal == MEMBER
    assert tokens.read_for_socket(token).principal == MEMBER


def test_a_socket_token_is_good_for_the_socket_only(tokens: Tokens) -> None:
    token = tokens.issue_socket(MEMBER).token
    assert tokens.read_for_socket(token).principal == MEMBER
    with pytest.raises(TokenInvalid):
        tokens.read(token)


def test_a_participant_token_proves_the_participant_of_its_session(tokens: Tokens) -> None:
    assert tokens.read(tokens.issue_participant(PARTICIPANT).token).principal == PARTICIPANT


def test_tokens_end_when_they_say(tokens: Tokens, watch: Watch) -> None:
    issued = tokens.issue_access(MEMBER)
    assert issued.expires_at == watch.now + timedelta(minutes=15)
    watch.now = issued.expires_at - timedelta(seconds=1)
    tokens.read(issued.token)
    watch.now = issued.expires_at
    with pytest.raises(TokenExpired):
        tokens.read(issued.token)


def test_a_token_of_a_process_whose_clock_runs_five_minutes_ahead_is_good(tokens: Tokens, watch: Watch) -> None:
    issued = tokens.issue_access(MEMBER)
    watch.now -= timedelta(minutes=5)
    assert tokens.read(issued.token).principal == MEMBER


def forged(claims: dict[str, object], key: bytes | str, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, key, algorithm=algorithm)


GOOD = {
    "iss": "impactpulse",
    "typ": "access",
    "sub": "u",
    "org": "o",
    "exp": 4_000_000_000,
    "role": "owner",
    "fam": "f",
}
RIGHT_KEY = derived_key(SECRET, "jwt")


def test_the_claims_that_are_broken_below_are_good_as_they_are(tokens: Tokens) -> None:
    assert tokens.read(forged(GOOD, RIGHT_KEY)).principal == Member("u", "o", "owner", "f")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "not a token",
        "a.b.c",
        forged(GOOD, derived_key("another secret, just as long as it has to be", "jwt")),
        forged(GOOD, derived_key(SECRET, "csrf")),
        forged(GOOD, "", "none"),
        forged(GOOD | {"iss": "somebody"}, RIGHT_KEY),
        forged(GOOD | {"typ": "refresh"}, RIGHT_KEY),
        forged(GOOD | {"role": "root"}, RIGHT_KEY),
        forged(GOOD | {"fam": None}, RIGHT_KEY),
        forged(GOOD | {"typ": "participant"}, RIGHT_KEY),
        forged({name: value for name, value in GOOD.items() if name != "exp"}, RIGHT_KEY),
        forged(GOOD | {"exp": 10**18}, RIGHT_KEY),
    ],
)
def test_a_forged_or_broken_token_proves_nothing(tokens: Tokens, token: str) -> None:
    with pytest.raises(TokenInvalid):
        tokens.read(token)


def test_a_csrf_token_belongs_to_one_login(tokens: Tokens) -> None:
    csrf = tokens.csrf_token("fam_1")
    assert tokens.is_csrf_token(csrf, "fam_1")
    assert not tokens.is_csrf_token(csrf, "fam_2")
    assert not tokens.is_csrf_token("", "fam_1")
    assert not tokens.is_csrf_token("ü" * 32, "fam_1")
