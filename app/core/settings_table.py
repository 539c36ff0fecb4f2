"""The table of docs/settings.md, made from the settings type."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from app.core.settings import Settings

HEAD = """\
# Settings

Environment variables, read once at start. With `SECRETS_DIR` set, each can also be a file in that folder, named like
the variable in lower case; the variable takes precedence. Made from `app/core/settings.py` by `make docs`; a test
keeps it current.

| variable | type | default | meaning |
|---|---|---|---|
"""


def settings_table() -> str:
    """The whole page, as Markdown."""
    rows = (_row(name.upper(), field) for name, field in Settings.model_fields.items())
    return HEAD + "".join(f"{row}\n" for row in rows)


def _row(variable: str, field: FieldInfo) -> str:
    cells = (f"`{variable}`", _type(field.annotation), _default(field.default), field.description or "")
    return "| " + " | ".join(cells) + " |"


def _default(value: Any) -> str:
    if value is None or value == "":
        return "not set"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _type(annotation: Any) -> str:
    """A word for people: `text`, `secret`, `whole number`, or the allowed values."""
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in (Union, types.UnionType):
        return " or ".join(_type(option) for option in get_args(annotation) if option is not type(None))
    words = {int: "whole number", float: "number", bool: "`true`, `false`", SecretStr: "secret"}
    return words.get(annotation, "text")
