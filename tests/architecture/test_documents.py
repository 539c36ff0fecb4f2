"""The documents speak of what is there: relative links, anchors, paths, and commands of `make` and `impactpulse`."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
import yaml

from app.cli.group import COMMANDS
from tests.fixtures.fault_table import BEGIN

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/architecture.md"]
"""They name files as they are now; a decision names them as they were."""
LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, check=True
)
PAGES = sorted(path for name in LISTED.stdout.decode().split() if (path := ROOT / name).exists())
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
ANCHOR = re.compile(r"<a id=\"([^\"]+)\">")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAMED_PATH = re.compile(r"`((?:app|realtime|jobs|frontend|tests|docs|loadtests)/[^`\s<]*)`")
CODE = re.compile(r"^    (\S.*)$|`([^`]+)`", re.MULTILINE)


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@cache
def anchors(page: Path) -> set[str]:
    """What a link into this page may name after ``#``: headings as GitHub writes them, and anchors set by hand."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text))
    return {*headings, *ANCHOR.findall(text)}


def leads_somewhere(page: Path, link: str, anchor: str) -> bool:
    target = (page.parent / link).resolve() if link else page
    return target.exists() and (not anchor or anchor in anchors(target))


def test_all_pages_are_found() -> None:
    assert {
        "README.md",
        "SECURITY.md",
        "docs/architecture.md",
        "docs/adr/0001-positions-instead-of-flush-numbers.md",
    } <= {named(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    assert [f"{link}#{anchor}" for link, anchor in links if not leads_somewhere(page, link, anchor)] == []


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_named_paths_exist(page: Path) -> None:
    named = NAMED_PATH.findall(page.read_text(encoding="utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    code = [block or inline for block, inline in CODE.findall(FENCED.sub("", text))]
    code += [line for block in FENCED.findall(text) for line in block.splitlines()]
    made = {word for line in code for word in re.findall(r"(?:^|\s)make ([a-z-]+)", line)}
    called = {word for line in code for word in re.findall(r"(?:^|/|\s)impactpulse ([a-z]+)", line)}
    assert made - targets == set()
    assert [line for line in code if line.startswith("python -m ")] == [], "`make setup` makes .venv/bin/python"
    assert called - set(COMMANDS) == set()


def test_every_fault_has_a_test_that_is_there() -> None:
    page, _, _ = (ROOT / "docs/faults.md").read_text(encoding="utf-8").partition(BEGIN)
    rows = [row for row in page.splitlines() if row.startswith("| ")]
    numbers: set[int] = set()
    for row in rows[1:]:
        first, _, last = row.split("|")[1].strip().replace(", ", "–").partition("–")
        numbers |= set(range(int(first), int(last or first) + 1))
        paths = re.findall(r"`(tests/[^`]+)`", row)
        assert paths
        assert all((ROOT / path).is_file() for path in paths), row
    assert numbers == set(range(1, 28))


def test_the_site_names_pages_that_are_there() -> None:
    site = yaml.safe_load((ROOT / "properdocs.yml").read_text(encoding="utf-8"))
    hooks = (ROOT / "deploy/site/pages.py").read_text(encoding="utf-8")
    beside = {name: source for source, name in re.findall(r'^    "(\S+)": "(\S+)",$', hooks, re.MULTILINE)}
    named = re.findall(r"'([^' ]+\.md)'", str(site["nav"]))
    assert {"index.md", "integrators.md"} <= set(named)
    assert [name for name in named if not (ROOT / beside.get(name, f"docs/{name}")).is_file()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs/adr").glob("*.md")), ids=named)
def test_a_decisions_title_begins_with_its_number(page: Path) -> None:
    first, _, _ = page.read_text(encoding="utf-8").partition("\n")
    assert first.startswith(f"# {int(page.name[:4])}. "), "as in `# 7. The audit chain: …`"


def test_every_page_but_the_decisions_has_a_place_in_the_navigation() -> None:
    navigation = (ROOT / "properdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    assert [page.name for page in sorted((ROOT / "docs").glob("*.md")) if f": {page.name}\n" not in navigation] == []
