"""Structs inside stored documents, so that releases that run side by side read each other's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec


def differing(struct: msgspec.Struct, builtin_types: Iterable[type] = ()) -> dict[str, Any]:
    """What differs from its default: a release that does not know a field reads whatever makes no use of it. A default
    stands for good therefore."""
    document: dict[str, Any] = msgspec.to_builtins(struct, builtin_types=builtin_types)
    default = type(struct)()
    return {name: value for name, value in document.items() if getattr(struct, name) != getattr(default, name)}


def understood(document: Mapping[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """What this release knows of it; a later one may have written more. Requests are read strictly all the same."""
    return {name: document[name] for name in kind.__struct_fields__ if name in document}
