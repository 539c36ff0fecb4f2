"""Tags as exports have them: their names, beside the text that they are on."""

from __future__ import annotations

from collections.abc import Mapping

from app.features.exports.spool import Standing
from app.features.sessions.model import Session
from app.features.surveys.questions import Question
from app.features.texts.coding import Coding, Codings, Place
from app.features.texts.model import TagList, mark_of
from app.features.texts.tags import TagLists

BETWEEN = "; "


class TagsOnTexts:
    """Held in memory: as many as somebody put on texts one by one."""

    def __init__(self, tags: TagList, codings: Mapping[Place, Coding]) -> None:
        self._names = {tag.id: tag.name.replace(";", ",") for tag in tags.tags}
        self._codings = codings

    def on(self, standing: Standing, question: Question) -> str | None:
        """In the order of the survey's tags. A text that was changed since has none."""
        coding = self._codings.get((standing.participant, standing.attempt, question.id))
        words = question.words(standing.answers.get(question.id)) if coding is not None else None
        if coding is None or words is None or mark_of(words) != coding.mark:
            return None
        return BETWEEN.join(name for tag, name in self._names.items() if tag in coding.tags) or None


class ExportedTags:
    def __init__(self, lists: TagLists, codings: Codings) -> None:
        self._lists = lists
        self._codings = codings

    async def in_session(self, session: Session) -> TagsOnTexts | None:
        """As they stand now; None where the survey has no tags."""
        tags = await self._lists.read(session.organization, session.survey)
        return TagsOnTexts(tags, await self._codings.of_session(session.id)) if tags.tags else None
