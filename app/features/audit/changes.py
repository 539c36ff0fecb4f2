"""What of something changed, for ``before`` and ``after``."""

from __future__ import annotations

from collections.abc import Mapping


def changes_between(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """The entries that are gone or different, as they were; and those that are new or different, as they are."""
    was = {name: value for name, value in before.items() if name not in after or after[name] != value}
    has = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return was, has
