"""The words of reports in each of their languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import msgspec

from app.features.reports.model import ReportLanguage

Words = Mapping[str, str]
WORDS: Mapping[ReportLanguage, Words] = {
    language: msgspec.json.decode(Path(__file__).with_name(f"words.{language}.json").read_bytes(), type=dict[str, str])
    for language in get_args(ReportLanguage)
}
