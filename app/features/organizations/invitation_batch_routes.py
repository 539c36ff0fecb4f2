"""``/api/v1/organizations/current/invitations/batch``."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta

from app.core.errors import AppError
from app.core.principals import Member
from app.features.organizations.invitation_batch import MAX_ROWS, InvitationBatches, Outcome, RowOutcome, Wanted
from app.features.organizations.schemas import InvitationResource
from app.http.devices import device_of
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.problem_items import ErrorItem, error_item

Cell = Annotated[str, Meta(max_length=1_000)]


class BatchRow(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the texts make sense is said row by row, not by refusing the list."""

    email: Annotated[Cell, Meta(examples=["ada@example.org"])]
    role: Annotated[Cell, Meta(examples=["facilitator"], description="`admin`, `facilitator` or `viewer`")]


class InvitationBatch(msgspec.Struct, forbid_unknown_fields=True):
    rows: Annotated[tuple[BatchRow, ...], Meta(min_length=1, max_length=MAX_ROWS)]


class RowResource(msgspec.Struct):
    """``invitation``: where ``status`` is `invited`; ``error``: where it is `refused`, with the codes that one
    invitation would be refused with."""

    email: str
    status: Outcome
    invitation: InvitationResource | None
    error: ErrorItem | None

    @classmethod
    def of(cls, row: int, outcome: RowOutcome) -> RowResource:
        invitation = InvitationResource.of(outcome.invitation) if outcome.invitation else None
        error = _item(row, outcome.refusal) if outcome.refusal else None
        return cls(outcome.email, outcome.outcome, invitation, error)


class BatchResource(msgspec.Struct):
    """One entry per row, in their order."""

    rows: list[RowResource]


class InvitationBatchController(Controller):
    path = "/organizations/current/invitations"
    tags = ("organizations",)

    @post(
        "/batch",
        guards=[allows("members:manage")],
        status_code=200,
        idempotent=True,
        responses=problem_responses(401, 403, 409, 413, 422, 429, 503),
    )
    async def invite_members(
        self,
        data: JSONBody[InvitationBatch],
        request: Request[Any, Any, Any],
        member: NamedDependency[Member],
        invitation_batches: NamedDependency[InvitationBatches],
    ) -> Envelope[BatchResource]:
        """Invite up to fifty people, each with a mail of their own. A faulty row is reported in its place; the others
        are invited."""
        wanted = [Wanted(row.email, row.role) for row in data.rows]
        outcomes = await invitation_batches.invite(member, wanted, device_of(request))
        return enveloped(BatchResource([RowResource.of(row, outcome) for row, outcome in enumerate(outcomes)]))


def _item(row: int, refusal: AppError) -> ErrorItem:
    """About a field of the row, or about the whole row."""
    pointer = f"#/rows/{row}"
    if not refusal.fields:
        return error_item(refusal.code, refusal.message, f"rows.{row}", pointer=pointer)
    (wrong, *_) = refusal.fields
    return error_item(wrong.code, wrong.message, f"rows.{row}.{wrong.field}", pointer=f"{pointer}/{wrong.field}")
