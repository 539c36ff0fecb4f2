"""Where surveys show images, asked of the database."""

from __future__ import annotations

from app.infra.mongo import Database

PLACES = (
    ("surveys", "draft.theme.logo"),
    ("surveys", "draft.questions.options.image"),
    ("survey_versions", "theme.logo"),
    ("survey_versions", "questions.options.image"),
)
"""Those of ``SurveyContent.images``, each with an index; archived surveys, and what sessions run, are in them."""


class SurveyImages:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def shows(self, organization: str, image_id: str) -> bool:
        """Whether a draft, a version or the organization's defaults name it."""
        for collection, place in PLACES:
            async for owner in self._database[collection].find({place: image_id}, {"organization": 1}):
                if owner["organization"] == organization:  # a stranger's draft may name it, and shows nothing
                    return True
        defaults = await self._database["survey_defaults"].find_one({"_id": organization}, {"theme.logo": 1})
        return defaults is not None and defaults.get("theme", {}).get("logo") == image_id
