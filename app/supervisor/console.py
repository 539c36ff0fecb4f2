"""What `run` prints."""

from __future__ import annotations

import sys

from app.core.settings import Settings

WIDTH = 6


def say(name: str, line: str) -> None:
    """One line of a child, under its name."""
    sys.stderr.write(f"{name:>{WIDTH}} │ {line}\n")
    sys.stderr.flush()


def announce(settings: Settings, login: tuple[str, str] | None, kept_in: str) -> None:
    """The addresses and the demo login."""
    base = settings.base_url()
    rows = [
        ("Facilitators", f"{base}/app"),
        ("Respondents", f"{base}/"),
        ("API", f"{base}/api/v1/openapi.json, {base}/api/v1/asyncapi.json"),
        ("Health", f"{base}/health/live, {base}/health/ready"),
    ]
    if login is not None:
        rows.append(("Demo login", f"{login[0]}  password: {login[1]}"))
    rows.append(("Data", kept_in))
    lines = ["", "  ImpactPulse is running; Ctrl-C ends it.", *(f"    {name:<13}{text}" for name, text in rows), ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
