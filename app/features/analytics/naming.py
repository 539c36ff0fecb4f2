"""Counter names as MongoDB field names and back: dots and dollars would be read as paths and operators."""

from __future__ import annotations

from app.features.analytics.tally import Cells

_ESCAPES = (("%", "%25"), (".", "%2E"), ("$", "%24"), ("\0", "%00"))
_TABLE = str.maketrans(dict(_ESCAPES))


def field_of(name: str) -> str:
    """A field name that any counter or cell survives in; ``name_of`` is its inverse."""
    return name.translate(_TABLE)


def name_of(field: str) -> str:
    """The counter or cell that ``field_of`` wrote."""
    if "%" not in field:
        return field
    for plain, escaped in reversed(_ESCAPES):
        field = field.replace(escaped, plain)
    return field


def to_fields(cells: Cells) -> Cells:
    """Cells as they stand in the ``tallies`` collection."""
    return {field_of(cell): {field_of(name): n for name, n in counters.items()} for cell, counters in cells.items()}


def from_fields(document: Cells) -> Cells:
    """The inverse of ``to_fields``. Counters beyond 32 bits come as BSON's own type, which no JSON encoder takes."""
    return {
        name_of(cell): {name_of(name): int(n) for name, n in counters.items()} for cell, counters in document.items()
    }
