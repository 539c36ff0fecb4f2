"""On which page a question stands while questions come, go and move."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.core.errors import FieldError
from app.features.surveys.sections import Section


class Paging:
    """Of a survey without sections it knows nothing, and stays out of the way.

    A section that is left empty stays: its title and condition are its author's, who is told when publishing.
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._pages = [list(section.questions) for section in sections]
        self._former: dict[str, int] = {}

    @property
    def sections(self) -> tuple[Section, ...]:
        """As they are now."""
        pairs = zip(self._sections, self._pages, strict=True)
        return tuple(msgspec.structs.replace(section, questions=tuple(page)) for section, page in pairs)

    def end_of(self, section: str, order: Sequence[str]) -> int:
        """The position in ``order`` after all questions of this section and those before; 0 for one that is none."""
        page = self._named(section)
        placed = {question for one in self._pages[: page + 1] for question in one} if page is not None else set()
        return max((place + 1 for place, question in enumerate(order) if question in placed), default=0)

    def leave(self, question: str) -> None:
        """Take a question off its page; should it come again, that is where it was."""
        page = self._page_of(question)
        if page is not None:
            self._pages[page].remove(question)
            self._former[question] = page

    def enter(self, question: str, order: Sequence[str], *, wanted: str | None) -> FieldError | None:
        """Put a question, which stands at its place in ``order``, on the wanted page, or else on the one it left, or on
        that of the question before it; what stands in the way, where something does. In a draft whose questions are not
        in the order of its pages no page fits: only who names one is refused."""
        if wanted is not None and self._named(wanted) is None:
            return FieldError("There is no section with this id.", "unknown_section", "section")
        if not self._pages:
            return None
        place = order.index(question)
        first = (self._page_of(order[place - 1]) if place else None) or 0
        after = self._page_of(order[place + 1]) if place + 1 < len(order) else None
        last = len(self._pages) - 1 if after is None else after
        page = self._named(wanted) if wanted is not None else self._former.get(question)
        fits = page is not None and first <= page <= last
        if wanted is not None and not fits:
            return FieldError("The questions around it stand on other pages.", "wrong_order", "section")
        if page is None or not fits:
            page = first if place else last
        before = set(order[:place])
        at = max((number + 1 for number, one in enumerate(self._pages[page]) if one in before), default=0)
        self._pages[page].insert(at, question)
        return None

    def _named(self, section: str) -> int | None:
        return next((page for page, one in enumerate(self._sections) if one.id == section), None)

    def _page_of(self, question: str) -> int | None:
        return next((page for page, one in enumerate(self._pages) if question in one), None)
