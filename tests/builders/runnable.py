"""Commands that stand in the documents, to be run as they stand there: fenced blocks marked ``sh runnable``."""

from __future__ import annotations

import re
from pathlib import Path

_BLOCK = re.compile(r"^```sh runnable\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def runnable(page: Path) -> str:
    """All of a page as one script, which ends at the first command that fails and shows each before it is run."""
    return "\n".join(["set -euxo pipefail", *_BLOCK.findall(page.read_text(encoding="utf-8"))])
