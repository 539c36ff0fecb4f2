"""The documents speak of what is there: every relative link, path and `make` or `impactpulse` command exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.cli.group import COMMANDS

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/architecture.md"]
"""They name files as they are now; a decision names them as they were."""
PAGES = sorted({*GUIDES, ROOT / "loadtests/README.md", ROOT / "app/demo/README.md", *(ROOT / "docs").rglob("*.md")})
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
NAMED_PATH = re.compile(r"`((?:app|realtime|jobs|frontend|tests|docs|loadtests)/[^`\s<]*)`")
CODE = re.compile(r"^    (\S.*)$|`([^`]+)`", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_named_paths_exist(page: Path) -> None:
    named = NAMED_PATH.findall(page.read_text(encoding="utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = [block or inline for block, inline in CODE.findall(page.read_text(encoding="utf-8"))]
    made = {word for line in code for word in re.findall(r"(?:^|\s)make ([a-z-]+)", line)}
    called = {word for line in code for word in re.findall(r"(?:^|/|\s)impactpulse ([a-z]+)", line)}
    assert made - targets == set()
    assert called - set(COMMANDS) == set()
