"""`impactpulse schema` prints the published documents, and touches a file only where it must."""

from __future__ import annotations

import json
import os
from pathlib import Path

from app.core.settings import Settings
from app.core.settings_table import settings_table
from app.http.error_table import error_table
from tests.fixtures.commands import impactpulse


async def test_each_document_is_printed(settings: Settings) -> None:
    printed = {
        name: (await impactpulse(settings, "schema", name)).stdout
        for name in ("openapi", "asyncapi", "settings", "errors", "permissions")
    }
    assert json.loads(printed["openapi"])["openapi"].startswith("3.")
    assert json.loads(printed["asyncapi"])["asyncapi"].startswith("3.")
    assert printed["settings"] == settings_table()
    assert printed["errors"] == error_table()
    assert "POST /api/v1/surveys" in printed["permissions"]


async def test_a_file_is_written_where_it_differs_and_left_alone_where_it_does_not(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "docs" / "settings.md"
    assert (await impactpulse(settings, "schema", "settings", str(file))).stdout == ""
    assert file.read_text(encoding="utf-8") == settings_table()
    os.utime(file, (1, 1))
    await impactpulse(settings, "schema", "settings", str(file))
    assert file.stat().st_mtime == 1
    file.write_text("old", encoding="utf-8")
    await impactpulse(settings, "schema", "settings", str(file))
    assert file.read_text(encoding="utf-8") == settings_table()
