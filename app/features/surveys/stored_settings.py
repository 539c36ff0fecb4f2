"""Settings of sessions as documents hold them, in surveys and in sessions alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.features.surveys.settings import SessionSettings
from app.infra.documents import differing


def settings_document(settings: SessionSettings, builtin_types: Iterable[type] = ()) -> dict[str, Any]:
    """What differs from the defaults. A release that asks every quota for a message reads one without, and none that is
    empty."""
    document = differing(settings, builtin_types)
    for quota in document.get("quotas", ()):
        if not quota["message"]:
            del quota["message"]
    return document
