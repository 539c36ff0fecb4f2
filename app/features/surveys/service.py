"""Writing surveys, and publishing them as versions that never change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import msgspec

from app.core.clock import Clock
from app.core.errors import Conflict, EditConflict, FieldError, InvalidInput, NotFound, WrongState
from app.core.identity import new_id
from app.core.principals import Member
from app.features.audit.changes import changes_between
from app.features.audit.service import AuditTrail
from app.features.surveys.batch import Operation, changed
from app.features.surveys.defaults import DefaultsService, ImageShelf
from app.features.surveys.model import RetentionDays, Survey, SurveyContent, SurveyVersion
from app.features.surveys.repository import SurveyRepository
from app.infra.listing import Asked, Found

MAX_VERSIONS_IN_MEMORY = 200
MAX_PUBLISH_ATTEMPTS = 5
MAX_TITLE = 200
COPY = " (2)"


class NotPublished(WrongState):
    code = "not_published"
    default_message = "Publish the survey first."


class SurveyArchived(WrongState):
    code = "survey_archived"
    default_message = "This survey is archived; bring it back first."


class SurveyService:
    def __init__(
        self,
        repository: SurveyRepository,
        defaults: DefaultsService,
        images: ImageShelf,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._defaults = defaults
        self._images = images
        self._audit = audit
        self._clock = clock
        self._versions: OrderedDict[tuple[str, str, int], SurveyVersion] = OrderedDict()

    async def create(self, member: Member, draft: SurveyContent, *, origin: str | None = None) -> Survey:
        """Begin a survey with what the organization's surveys begin with; a look of its own stays. ``origin`` goes on
        record: what it was made from."""
        defaults = await self._defaults.for_new(member.organization)
        return await self._begin(member, defaults.applied_to(draft), origin, defaults.retention_days)

    async def _begin(
        self, member: Member, draft: SurveyContent, origin: str | None, retention_days: RetentionDays | None
    ) -> Survey:
        draft.require_size()
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
            retention_days=retention_days,
        )
        await self._repository.add(survey)
        told = {"origin": origin, "retention_days": retention_days}
        known = {name: value for name, value in told.items() if value is not None}
        await self._audit.record(member, "survey.created", survey.id, after={"title": draft.title, **known})
        return survey

    async def get(self, organization: str, survey_id: str) -> Survey:
        """Raises NotFound, for a stranger's survey too."""
        survey = await self._repository.find(organization, survey_id)
        if survey is None:
            raise NotFound
        return survey

    async def listed(self, organization: str, asked: Asked, *, archived: bool, title: str | None) -> Found[Survey]:
        """A page of those in use, or of the archived ones, whose title holds ``title``."""
        return await self._repository.listed(organization, asked, archived=archived, title=title)

    async def edit(self, member: Member, survey_id: str, *, based_on: int, draft: SurveyContent) -> Survey:
        """Replace the draft.

        Raises NotFound, SurveyArchived, TooLarge; EditConflict when it is no longer at ``based_on``.
        """
        draft.require_size()
        before = await self.standing(member.organization, survey_id)
        replaced = await self._repository.replace_draft(
            member.organization, survey_id, expected=based_on, draft=draft, at=self._clock()
        )
        survey = await self.get(member.organization, survey_id)
        if not replaced:
            raise EditConflict(current=survey.draft_version)
        former, changed = changes_between(before.draft.parts(), draft.parts())
        await self._audit.record(
            member,
            "survey.edited",
            survey_id,
            before={"draft_version": based_on, **former},
            after={"draft_version": based_on + 1, **changed},
        )
        return survey

    async def change_questions(
        self, member: Member, survey_id: str, *, based_on: int, operations: Sequence[Operation]
    ) -> Survey:
        """Carry out all operations as one edit. Raises NotFound, EditConflict, TooLarge; InvalidInput where one is
        impossible."""
        survey = await self.get(member.organization, survey_id)
        if survey.draft_version != based_on:
            raise EditConflict(current=survey.draft_version)
        questions, sections = changed(survey.draft.questions, survey.draft.sections, operations)
        draft = msgspec.structs.replace(survey.draft, questions=questions, sections=sections)
        return await self.edit(member, survey_id, based_on=based_on, draft=draft)

    async def keep_answers_for(self, member: Member, survey_id: str, days: int | None, *, based_on: int) -> Survey:
        """How long answers are kept after a session's end; None: without limit.

        Raises NotFound; EditConflict when somebody else was first.
        """
        before = await self.get(member.organization, survey_id)
        if before.retention_version != based_on or not await self._repository.set_retention(before, days):
            current = await self.get(member.organization, survey_id)
            raise EditConflict(current=current.retention_version)
        if before.retention_days != days:
            await self._audit.record(
                member,
                "survey.retention_changed",
                survey_id,
                before={"retention_days": before.retention_days},
                after={"retention_days": days},
            )
        return msgspec.structs.replace(before, retention_days=days, retention_version=based_on + 1)

    async def publish(self, member: Member, survey_id: str, *, based_on: int) -> SurveyVersion:
        """Make the draft a version; a draft that is already the latest one gives that again.

        Raises:
            NotFound: there is no such survey in the organization.
            SurveyArchived
            EditConflict: the draft is no longer at ``based_on``; nobody publishes what they have not seen.
            InvalidInput: the draft cannot be published; with a path for each problem.
        """
        for _ in range(MAX_PUBLISH_ATTEMPTS):
            survey = await self.standing(member.organization, survey_id)
            if survey.draft_version != based_on:
                raise EditConflict(current=survey.draft_version)
            if problems := await self.problems(survey):
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
                await self._audit.record(member, "survey.published", survey_id, after={"version": version.version})
                return version
        raise Conflict("Somebody else is publishing this survey.")

    async def problems(self, survey: Survey) -> tuple[FieldError, ...]:
        """What keeps the draft from being published, with a path for each."""
        return (*survey.draft.problems(), *await self._image_problems(survey))

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
        """What can be run. Raises NotFound, SurveyArchived; NotPublished where there is no version yet."""
        survey = await self.standing(organization, survey_id)
        if not survey.published:
            raise NotPublished
        return await self.version(organization, survey_id, survey.published)

    async def versions(self, organization: str, survey_id: str, after: int, to: int) -> list[SurveyVersion]:
        """Those with ``after < version <= to``, the newest first."""
        return await self._repository.numbered_versions(organization, survey_id, after, to)

    async def archive(self, member: Member, survey_id: str, *, archived: bool) -> Survey:
        """Put a survey away, or bring it back; asking for what is so already changes nothing. Raises NotFound."""
        at = self._clock() if archived else None
        changed = await self._repository.set_archived(member.organization, survey_id, at)
        survey = await self.get(member.organization, survey_id)
        if changed:
            await self._audit.record(member, "survey.archived" if archived else "survey.unarchived", survey_id)
        return survey

    async def duplicate(self, member: Member, survey_id: str) -> Survey:
        """A new survey with the same draft, its look too, and nothing published; without hours that have passed.

        Raises NotFound, TooLarge."""
        draft = (await self.get(member.organization, survey_id)).draft
        title = f"{draft.title[: MAX_TITLE - len(COPY)]}{COPY}"
        defaults = await self._defaults.get(member.organization)
        copy = msgspec.structs.replace(draft, title=title, settings=draft.settings.without_passed(self._clock()))
        return await self._begin(member, copy, survey_id, defaults.retention_days)

    async def standing(self, organization: str, survey_id: str) -> Survey:
        """One that is in use. Raises NotFound, SurveyArchived."""
        survey = await self.get(organization, survey_id)
        if survey.archived_at is not None:
            raise SurveyArchived
        return survey

    async def _image_problems(self, survey: Survey) -> list[FieldError]:
        places = list(survey.draft.images())
        missing = await self._images.missing(survey.organization, [image_id for _, image_id in places])
        message = "There is no such image here."
        return [FieldError(message, "unknown_image", path) for path, image_id in places if image_id in missing]

    def _version_of(self, survey: Survey, member: Member) -> SurveyVersion:
        return SurveyVersion(
            survey=survey.id,
            organization=survey.organization,
            version=survey.published + 1,
            content=survey.draft,
            published_at=self._clock(),
            published_by=member.user,
        )
