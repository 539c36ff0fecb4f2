"""``/api/v1/sessions/{id}/submissions``, for networks that block sockets."""

from __future__ import annotations

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.contracts.frames import MAX_SUBMISSION_BYTES
from app.core.principals import Member, Participant
from app.features.sessions.service import SessionService
from app.features.submissions.model import NewSubmission
from app.features.submissions.quotas import QuotaKeeper
from app.features.submissions.schemas import QuotaResource, QuotasResource, ReceiptResource, SubmissionBody
from app.features.submissions.service import SubmissionService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows, participants_only
from app.http.languages import AcceptLanguage, LanguageParameter, wanted_languages


class SubmissionController(Controller):
    path = "/sessions"
    tags = ("submissions",)

    @post(
        "/{session_id:str}/submissions",
        guards=[participants_only],
        status_code=200,
        request_max_body_size=MAX_SUBMISSION_BYTES,
        responses=problem_responses(401, 403, 404, 409, 413, 422, 429, 503),
    )
    async def submit_answers(
        self,
        session_id: FromPath[str],
        data: JSONBody[SubmissionBody],
        participant: NamedDependency[Participant],
        submissions: NamedDependency[SubmissionService],
        language: LanguageParameter = None,
        accept_language: AcceptLanguage = None,
    ) -> Envelope[ReceiptResource]:
        """The same as the socket's ``submit``: under the same key, both give the same receipt. Submissions that are too
        large for a frame (``max_frame_bytes``) can only be sent here. The message of a full quota is in the requested
        language, where it has been translated."""
        submission = NewSubmission(
            key=data.key,
            session=session_id,
            part=data.part,
            attempt=data.attempt,
            revision=data.revision,
            answers=data.answers,
            languages=tuple(wanted_languages(language, accept_language)),
        )
        receipt = await submissions.submit(participant, submission)
        return enveloped(ReceiptResource(receipt.status, receipt.key, receipt.receipt, receipt.at), "Stored.")

    @get("/{session_id:str}/quotas", guards=[allows("results:read")], responses=problem_responses(401, 403, 404, 429))
    async def get_quotas(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        sessions: NamedDependency[SessionService],
        quotas: NamedDependency[QuotaKeeper],
    ) -> Envelope[QuotasResource]:
        """How many places of each quota are taken; in a live session, those of the present round."""
        session = (await sessions.get(member.organization, session_id)).session
        counted = [
            QuotaResource(one.quota.id, one.quota.question, one.quota.options, one.quota.limit, one.taken)
            for one in await quotas.counts(session)
        ]
        return enveloped(QuotasResource(counted))
