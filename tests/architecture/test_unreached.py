"""The page that says what no test reaches names files that are there, each once, with a reason; the look that holds it
to what was measured finds what it does not name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.fixtures.unreached import HEADING, PAGE, listed, not_whole, verdict

ROOT = Path(__file__).parents[2]
TABLE = f"""
| `app/above.py` | before the heading |
{HEADING}
| file | reason |
|---|---|
| `app/a.py`, `jobs/{{b,c}}.py` | why `app/no.py` does not matter |
"""


def test_each_file_without_a_reason_is_found() -> None:
    measured = {
        "files": {
            "app/a.py": {"missing_lines": [3], "missing_branches": []},
            "app/new.py": {"missing_lines": [], "missing_branches": [[3, 5]]},
            "app/no.py": {"missing_lines": [1], "missing_branches": []},
            "jobs/c.py": {"missing_lines": [], "missing_branches": []},
        }
    }
    assert listed(TABLE) == {"app/a.py", "jobs/b.py", "jobs/c.py"}
    assert verdict(not_whole(measured), TABLE) == (["app/new.py", "app/no.py"], ["jobs/b.py", "jobs/c.py"])


def test_the_page_names_files_that_are_there() -> None:
    named = listed(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []


def test_every_row_of_the_page_gives_a_reason() -> None:
    tables = PAGE.read_text(encoding="utf-8").partition(HEADING)[2]
    rows = [line for line in tables.splitlines() if line.startswith("| `")]
    assert [row for row in rows if len(row.strip("|").split("|")) < 2 or len(row.strip("| ").split("|")[-1]) < 10] == []
    files = Counter(path for row in rows for path in listed(f"{HEADING}\n{row}"))
    assert [path for path, times in files.items() if times > 1] == []
