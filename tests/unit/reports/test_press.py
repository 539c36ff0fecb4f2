"""That reports show every script that people write in, and say so where they cannot."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import pypdf
import pytest
import typst

from app.features.reports.paper import TEMPLATE
from app.features.reports.press import BUNDLED, Press, han_font, named
from app.features.reports.words import WORDS

SCRIPTS = {
    "Arabic": "ما مدى رضاك عن الخدمة؟",
    "Hebrew": "כמה אתה מרוצה?",
    "Chinese": "您对我们的服务满意吗？",
    "Japanese": "サービスに満足していますか",
    "Korean": "서비스에 만족하십니까?",
    "Hindi": "आप कितने संतुष्ट हैं?",
    "Bengali": "আপনি কতটা সন্তুষ্ট?",
    "Tamil": "நீங்கள் எவ்வளவு",
    "Thai": "คุณพอใจแค่ไหน",
    "Greek": "Πόσο ικανοποιημένοι;",
    "Cyrillic": "Насколько вы довольны?",
    "Amharic": "አገልግሎታችን",
    "emoji": "😀👍🏽❤️🇩🇪",
}
TIBETAN = "ཀཁ"


def paper(title: str, **told: Any) -> dict[str, Any]:
    return {
        "language": "en", "written_in": "en", "words": WORDS["en"], "kind": "Report", "title": title, "description": "",
        "colour": "#2563eb", "facts": [], "as_of": "now", "made_at": "now", "verdict": "agrees", "verdict_short": "yes",
        "is_filtered": False, "in_progress": False, "has_contents": False, "views": [], "notes": ["a note"],
        "origin": [], **told,
    }  # fmt: skip


def printed(press: Press, path: Path, told: dict[str, Any]) -> tuple[str, bool]:
    """Its text, and whether it claims to keep PDF/UA-1, which no file does that has a box for a sign."""
    press.print(told, path, TEMPLATE)
    read = pypdf.PdfReader(path)
    return " ".join(page.extract_text() for page in read.pages), b"pdfuaid" in path.read_bytes()


def test_every_script_has_its_font(tmp_path: Path) -> None:
    said, is_accessible = printed(Press(), tmp_path / "paper.pdf", paper(" ".join(SCRIPTS.values())))
    assert is_accessible
    assert "服务满意" in said
    assert "No font here" not in said


def test_what_no_font_has_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    said, is_accessible = printed(Press(), tmp_path / "paper.pdf", paper(f"In {TIBETAN} {TIBETAN}"))
    assert not is_accessible
    said = " ".join(said.split())
    assert "No font here has 2 of the signs" in said
    assert "U+0F40 TIBETAN LETTER KA, U+0F41 TIBETAN LETTER KHA." in said
    assert "REPORT_FONTS" in caplog.text
    assert named([chr(0x4E00 + place) for place in range(20)]).count("U+") == 12


def test_a_folder_of_fonts_is_enough(tmp_path: Path) -> None:
    thai = paper(SCRIPTS["Thai"])
    assert not printed(Press(bundled=()), tmp_path / "without.pdf", thai)[1]
    folder = Path(str(resources.files(BUNDLED[0])))
    assert printed(Press(folder, bundled=()), tmp_path / "with.pdf", thai)[1]


def test_another_refusal_is_no_matter_of_fonts(tmp_path: Path) -> None:
    with pytest.raises(typst.TypstError, match="hexadecimal"):
        Press().print(paper("Title", colour="no colour"), tmp_path / "paper.pdf", TEMPLATE)


@pytest.mark.parametrize(
    ("language", "text", "shapes"),
    [
        ("ja", "直角", "JP"),
        ("en", "直角のかど", "JP"),
        ("en", "한국 漢字", "KR"),
        ("zh-TW", "直角", "TC"),
        ("zh-Hant-HK", "直角", "HK"),
        ("zh-CN", "直角", "SC"),
        ("de", "直角", "SC"),
    ],
)
def test_chinese_characters_have_the_shapes_of_their_language(language: str, text: str, shapes: str) -> None:
    assert han_font({"written_in": language, "title": text}) == f"Noto Sans CJK {shapes}"
