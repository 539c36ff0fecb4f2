"""The texts of a definition by paths that survive reordering, for translations."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_type_hints

import msgspec
from msgspec import Meta

TRANSLATABLE = {"translatable": True}
"""The ``extra`` of a field's ``Meta`` where the field is a text that can be translated."""

S = TypeVar("S", bound=msgspec.Struct)


def texts_of(struct: msgspec.Struct, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of each translatable text that is not empty. A path names items of a list by their ``id`` (labels of
    a scale by their ``value``): ``options.tea.label``."""
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if name in _translatable(type(struct)):
            if value:
                yield f"{prefix}{name}", value
        elif isinstance(value, msgspec.Struct):
            yield from texts_of(value, f"{prefix}{name}.")
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, msgspec.Struct):
                    yield from texts_of(item, f"{prefix}{name}.{_key_of(item)}.")


def with_texts(struct: S, texts: Mapping[str, str], prefix: str = "") -> S:
    """A copy of ``struct`` with the texts at the paths of ``texts_of``."""
    changed: dict[str, Any] = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        path = f"{prefix}{name}"
        if name in _translatable(type(struct)):
            changed[name] = texts.get(path, value) if value else value
        elif isinstance(value, msgspec.Struct):
            changed[name] = with_texts(value, texts, f"{path}.")
        elif isinstance(value, tuple):
            changed[name] = tuple(
                with_texts(item, texts, f"{path}.{_key_of(item)}.") if isinstance(item, msgspec.Struct) else item
                for item in value
            )
    return msgspec.structs.replace(struct, **changed)


def _key_of(item: msgspec.Struct) -> str:
    return str(getattr(item, "id", None) or getattr(item, "value", ""))


@functools.cache
def _translatable(struct: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(
        name
        for name, hint in get_type_hints(struct, include_extras=True).items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Meta) and (mark.extra or {}).get("translatable")
    )
