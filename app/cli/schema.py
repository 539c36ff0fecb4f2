"""`impactpulse schema`: the published documents, made from the types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from app.asgi import openapi_document
from app.contracts.asyncapi import asyncapi_document
from app.core.settings_table import settings_table


def _json(document: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2).decode() + "\n"


DOCUMENTS: dict[str, Callable[[], str]] = {
    "openapi": lambda: _json(openapi_document()),
    "asyncapi": lambda: _json(asyncapi_document()),
    "settings": settings_table,
}


@click.command("schema")
@click.argument("document", type=click.Choice(list(DOCUMENTS)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def command(document: str, file: Path | None) -> None:
    """Print a contract of this version, or write it to FILE (left alone where nothing changed).

    openapi: the REST interface; asyncapi: the socket's frames; settings: the table of docs/settings.md.
    """
    text = DOCUMENTS[document]()
    if file is None:
        click.echo(text, nl=False)
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
