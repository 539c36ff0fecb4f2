"""Writing surveys, and publishing them as versions that never change."""

from __future__ import annotations

from collections import OrderedDict

from app.core.clock import Clock
from app.core.errors import Conflict, EditConflict, InvalidInput, NotFound, WrongState
from app.core.identity import new_id
from app.core.principals import Member
from app.features.surveys.model import Survey, SurveyContent, SurveyVersion
from app.features.surveys.repository import SurveyRepository

MAX_VERSIONS_IN_MEMORY = 200
MAX_PUBLISH_ATTEMPTS = 5


class NotPublished(WrongState):
    code = "not_published"
    default_message = "Publish the survey first."


class SurveyService:
    def __init__(self, repository: SurveyRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock
        self._versions: OrderedDict[tuple[str, str, int], SurveyVersion] = OrderedDict()

    async def create(self, member: Member, draft: SurveyContent) -> Survey:
        now = self._clock()
        survey = Survey(
            id=new_id("srv"),
            organization=member.organization,
            number=await self._repository.next_number(member.organization),
            draft=draft,
            draft_version=1,
            published=0,
            created_by=member.user,
            created_at=now,
            updated_at=now,
        )
        await self._repository.add(survey)
        return survey

    async def get(self, organization: str, survey_id: str) -> Survey:
        """Raises NotFound, for a stranger's survey too."""
        survey = await self._repository.find(organization, survey_id)
        if survey is None:
            raise NotFound
        return survey

    async def latest_number(self, organization: str) -> int:
        """The highest number of a survey so far: where its list begins."""
        return await self._repository.latest_number(organization)

    async def numbered(self, organization: str, after: int, to: int) -> list[Survey]:
        """Those with ``after < number <= to``, the newest first."""
        return await self._repository.numbered(organization, after, to)

    async def edit(self, organization: str, survey_id: str, *, based_on: int, draft: SurveyContent) -> Survey:
        """Replace the draft. Raises NotFound; EditConflict when it is no longer at version ``based_on``."""
        replaced = await self._repository.replace_draft(
            organization, survey_id, expected=based_on, draft=draft, at=self._clock()
        )
        survey = await self.get(organization, survey_id)
        if not replaced:
            raise EditConflict(current=survey.draft_version)
        return survey

    async def publish(self, member: Member, survey_id: str) -> SurveyVersion:
        """Make the draft a version; a draft that is already the latest one gives that again.

        Raises:
            NotFound: there is no such survey in the organization.
            InvalidInput: the draft cannot be published; with a path for each problem.
        """
        for _ in range(MAX_PUBLISH_ATTEMPTS):
            survey = await self.get(member.organization, survey_id)
            if problems := tuple(survey.draft.problems()):
                raise InvalidInput("This draft cannot be published yet.", fields=problems)
            if survey.published:
                latest = await self.version(member.organization, survey_id, survey.published)
                if latest.content == survey.draft:
                    return latest
            version = self._version_of(survey, member)
            added = await self._repository.add_version(version)
            # Where the number was taken, somebody else published, or a process died before this line: go on from there.
            await self._repository.mark_published(member.organization, survey_id, version.version)
            if added:
                return version
        raise Conflict("Somebody else is publishing this survey.")

    async def version(self, organization: str, survey_id: str, version: int) -> SurveyVersion:
        """A published version. Raises NotFound."""
        key = (organization, survey_id, version)
        if key in self._versions:
            self._versions.move_to_end(key)
            return self._versions[key]
        found = await self._repository.find_version(organization, survey_id, version)
        if found is None:
            raise NotFound
        self._versions[key] = found
        if len(self._versions) > MAX_VERSIONS_IN_MEMORY:
            self._versions.popitem(last=False)
        return found

    async def latest_version(self, organization: str, survey_id: str) -> SurveyVersion:
        """Raises NotFound; NotPublished where there is no version yet."""
        survey = await self.get(organization, survey_id)
        if not survey.published:
            raise NotPublished
        return await self.version(organization, survey_id, survey.published)

    def _version_of(self, survey: Survey, member: Member) -> SurveyVersion:
        return SurveyVersion(
            survey=survey.id,
            organization=survey.organization,
            version=survey.published + 1,
            content=survey.draft,
            published_at=self._clock(),
            published_by=member.user,
        )
