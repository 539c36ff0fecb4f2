"""Verifies an export of the audit chain with nothing but Python: `python verify_audit_export.py FILE [HASH]`.

FILE is what `/api/v1/audit-events/export.ndjson` or `export.csv` gave. HASH is one that was noted earlier, outside of
the system: with it, this also shows that nothing before that event was exchanged and that the end was not cut off.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

GENESIS = "0" * 64


def events(path):
    """The events of a file, in order."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        if path.endswith(".csv"):
            for row in csv.DictReader(file):
                states = {name: row[name] or None for name in ("before", "after")}
                yield {**row, **states, "number": int(row["number"])}
        else:
            yield from map(json.loads, file)


def problem_of(event, number, previous):
    """What is wrong with an event that should have this number and follow this hash."""
    content = {name: value for name, value in event.items() if name != "hash"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if event.get("number") != number:
        return "is missing"
    if hashlib.sha256(text.encode()).hexdigest() != event.get("hash"):
        return "was changed"
    if event.get("previous") != previous:
        return "does not follow from the one before it"
    return None


def main(path, expected=None):
    """0 where the chain is sound, 1 where it is not."""
    number, previous, is_met = 0, GENESIS, expected is None
    for event in events(path):
        number += 1
        problem = problem_of(event, number, previous)
        if problem:
            sys.stdout.write(f"event {number} {problem}\n")
            return 1
        previous = event["hash"]
        is_met = is_met or previous == expected
    if not is_met:
        sys.stdout.write(f"{expected} is not in this chain of {number} events\n")
        return 1
    sys.stdout.write(f"{number} events, sound up to {previous}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
