"""Hooks of the documentation site: pages that lie beside docs/ come along, links into the code become plain text."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from properdocs.structure.files import File

ROOT = Path(__file__).parents[2]
BESIDE = {
    "README.md": "index.md",
    "SECURITY.md": "security.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "loadtests/README.md": "loadtests.md",
    "loadtests/PROFILE.md": "profile.md",
}
LINK = re.compile(r"(!?\[([^\]]*)\])\(([^)\s]+)\)")


def on_config(config: Any) -> Any:
    """The decisions, and pages that nobody has put into the navigation, stand in it by themselves."""
    pages = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
    decisions = [page for page in pages if page.startswith("adr/")]
    more = [page for page in pages if page not in decisions and page not in str(config.nav)]
    config.nav += [{"More": more}] if more else []
    config.nav.append({"Decisions": decisions})
    return config


def on_files(files: Any, config: Any) -> Any:
    for source, name in BESIDE.items():
        files.append(File.generated(config, name, content=(ROOT / source).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Links are written for readers of the repository; here they lead to where the same page stands on the site."""
    here = page.file.src_uri
    origin = next((source for source, name in BESIDE.items() if name == here), f"docs/{here}")

    def relinked(link: re.Match[str]) -> str:
        shown, text, target = link.groups()
        if "://" in target or target.startswith("#"):
            return link[0]
        path, hash_mark, anchor = target.partition("#")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path))
        there = BESIDE.get(wanted, wanted.removeprefix("docs/") if wanted.startswith("docs/") else None)
        if there is None or (ROOT / "docs" / there).is_dir():
            return text
        return f"{shown}({posixpath.relpath(there, posixpath.dirname(here) or '.')}{hash_mark}{anchor})"

    return LINK.sub(relinked, markdown)
