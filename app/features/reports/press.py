"""What reports on paper are typeset with: typst, and the fonts that it may use."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec
import typst

from app.features.reports.words import Words

log = logging.getLogger(__name__)

STANDARD: Final = "ua-1"
BUNDLED = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Noto for the scripts that typst's own fonts lack (ADR 0025)."""
NO_FONT_HAS = re.compile(r'the text `"(.+?)"` could not be displayed')
MOST_NAMED = 12
HAN = {"ja": "JP", "ko": "KR", "zh-HK": "HK", "zh-Hant-HK": "HK", "zh-TW": "TC", "zh-Hant": "TC", "zh": "SC"}
"""Which shapes a language gives Chinese characters; of two that fit, the first."""
KANA, HANGUL = re.compile("[\u3041-\u30ff]"), re.compile("[\uac00-\ud7a3]")


class Press:
    """The fonts of the machine are left out, so that a report looks the same wherever it is made."""

    def __init__(self, folder: Path | None = None, *, bundled: Sequence[str] = BUNDLED) -> None:
        """``folder``: further fonts (TTF, OTF and their collections), with all folders in it."""
        paths = [str(resources.files(name)) for name in bundled] + ([str(folder)] if folder is not None else [])
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=paths)

    def print(self, told: Mapping[str, Any], path: Path, template: Path) -> None:
        """Takes up to a second or two, so not on the event loop. The template reads nothing but ``told``.

        It keeps PDF/UA-1, unless it holds a sign that no font here has: then it is tagged all the same, but does not
        claim to, and its first note names what is missing.
        """
        told = {**told, "han": han_font(told), "speaks": told["written_in"].partition("-")[0]}
        try:
            self._compile(told, path, template, [STANDARD])
        except typst.TypstError as refusal:
            missing = sorted(set("".join(NO_FONT_HAS.findall(refusal.diagnostic))))
            if not missing:
                raise
            log.warning("a report holds signs that no font here has, see REPORT_FONTS: %s", named(missing))
            notes = [missing_note(missing, told["words"]), *told["notes"]]
            self._compile({**told, "notes": notes}, path, template, [])

    def _compile(self, told: Mapping[str, Any], path: Path, template: Path, standards: list[Any]) -> None:
        inputs = {"data": msgspec.json.encode(told).decode()}
        compiler = typst.Compiler(template, root=template.parent, font_paths=self._fonts, sys_inputs=inputs)
        compiler.compile(output=path, format="pdf", pdf_standards=standards)


def missing_note(missing: Sequence[str], words: Words) -> str:
    """For readers, who see boxes in their place."""
    return words["note_signs"].replace("{number}", str(len(missing))).replace("{signs}", named(missing))


def named(signs: Sequence[str]) -> str:
    """What can be read without the font: ``U+0F40 TIBETAN LETTER KA``, and dots after the first dozen."""
    said = [f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip() for sign in signs[:MOST_NAMED]]
    return ", ".join([*said, *(["…"] if len(signs) > MOST_NAMED else [])])


def han_font(told: Mapping[str, Any]) -> str:
    """The font of Chinese characters: that of the survey's language, or what the letters beside them tell."""
    text = msgspec.json.encode(told).decode()
    by_letters = "JP" if KANA.search(text) else "KR" if HANGUL.search(text) else "SC"
    shapes = (shapes for start, shapes in HAN.items() if told["written_in"].startswith(start))
    return f"Noto Sans CJK {next(shapes, by_letters)}"
