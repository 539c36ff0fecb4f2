"""`impactpulse schema`: the published documents, made from the types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from app.asgi import openapi_document, socket_document
from app.core.permissions import Permission
from app.core.permissions_table import permissions_page
from app.core.settings_table import settings_table
from app.http.error_table import error_table


def _json(document: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2).decode() + "\n"


def _permissions() -> str:
    operations: dict[Permission, list[str]] = {}
    for path, item in openapi_document()["paths"].items():
        for method, operation in item.items():
            if "x-permission" in operation:
                operations.setdefault(operation["x-permission"], []).append(f"{method.upper()} {path}")
    return permissions_page({permission: sorted(names) for permission, names in operations.items()})


DOCUMENTS: dict[str, Callable[[], str]] = {
    "openapi": lambda: _json(openapi_document()),
    "asyncapi": lambda: _json(socket_document()),
    "settings": settings_table,
    "errors": error_table,
    "permissions": _permissions,
}


@click.command("schema")
@click.argument("document", type=click.Choice(list(DOCUMENTS)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def command(document: str, file: Path | None) -> None:
    """Print a contract of this version, or write it to FILE (left alone where nothing changed).

    openapi: the REST interface; asyncapi: the socket's frames; settings, errors, permissions: pages of docs/.
    """
    text = DOCUMENTS[document]()
    if file is None:
        click.echo(text, nl=False)
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
