"""The demo organization's owner: a readable password made once per data folder."""

from __future__ import annotations

import secrets

import httpx

EMAIL = "demo@impactpulse.example"
ORGANIZATION = "ImpactPulse Demo"
NAME = "Demo Facilitator"
PASSWORD_FILE = "demo-password"  # noqa: S105  (a file name)
CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"
CONFLICT = 409


def readable_password() -> str:
    """Like ``kavo-mitu-reba-sodi-27``: eight syllables and a number, 55 bits."""
    words = ["".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2)) for _ in range(4)]
    return "-".join([*words, str(10 + secrets.randbelow(90))])


async def ensure_login(base_url: str, password: str) -> bool:
    """Register the demo organization over REST unless it is there. True when the login works.

    Raises httpx.HTTPError when the server cannot be reached.
    """
    async with httpx.AsyncClient(base_url=f"{base_url}/api/v1/auth", timeout=10) as client:
        body = {"organization": ORGANIZATION, "name": NAME, "email": EMAIL, "password": password}
        registered = await client.post("/register", json=body)
        if registered.status_code != CONFLICT:
            return registered.is_success
        login = await client.post("/login", json={"email": EMAIL, "password": password})
        return login.is_success
