"""A survey in other languages: texts by paths that survive reordering, as ``questions.q1.options.tea.label``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from app.core.errors import FieldError
from app.features.surveys.languages import LanguageTag, best_of, fallbacks, is_known
from app.features.surveys.questions import texts_of, with_texts

S = TypeVar("S", bound=msgspec.Struct)

TextPath = Annotated[str, Meta(min_length=1, max_length=250)]
Translation = Annotated[dict[TextPath, Annotated[str, Meta(max_length=4_000)]], Meta(max_length=20_000)]
Translations = Annotated[dict[LanguageTag, Translation], Meta(max_length=30)]


class Completeness(msgspec.Struct, frozen=True):
    """How far a translation has come. ``missing`` and ``unknown`` are paths: texts without a translation, and
    translations of texts that are no longer there."""

    language: str
    translated: int
    total: int
    missing: list[str]
    unknown: list[str]


def completeness(content: msgspec.Struct, language: str, translation: Mapping[str, str]) -> Completeness:
    """An empty translation is a missing one."""
    paths = [path for path, _ in texts_of(content)]
    missing = [path for path in paths if not translation.get(path)]
    unknown = [path for path in translation if path not in set(paths)]
    return Completeness(language, len(paths) - len(missing), len(paths), missing, unknown)


def translation_problems(content: msgspec.Struct, language: str, translations: Translations) -> Iterator[FieldError]:
    """What a language cannot be, and texts that do not exist: a slip would be published unseen. A text that is not
    translated is no problem, the original is shown; the paths start at the content."""
    if not is_known(language):
        yield FieldError("There is no such language.", "unknown_language", "language")
    known = {path for path, _ in texts_of(content)} if translations else set()
    for tag, texts in translations.items():
        if not is_known(tag):
            yield FieldError("There is no such language.", "unknown_language", f"translations.{tag}")
        if tag == language:
            yield FieldError("This is the language of the survey itself.", "same_language", f"translations.{tag}")
        for path in texts:
            if path not in known:
                yield FieldError("The survey has no such text.", "unknown_text", f"translations.{tag}.{path}")


def chosen_language(language: str, translations: Translations, wanted: Sequence[str]) -> str:
    """The language that somebody gets who asked for ``wanted``, the dearest first."""
    return best_of(wanted, (language, *translations)) or language


def translated(content: S, chosen: str, translations: Translations) -> S:
    """The content in a chosen language: what ``de-AT`` lacks comes from ``de``, what that lacks stays as it is."""
    chain = [translations[tag] for tag in fallbacks(chosen) if tag in translations]
    texts = {path: text for one in reversed(chain) for path, text in one.items() if text}
    return with_texts(content, texts) if texts else content
