"""``/api/v1/audit-events``: what was changed, by whom, with the hashes that prove it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Stream

from app.core.principals import Member
from app.features.audit.reading import AuditReader, Filters
from app.features.audit.schemas import AuditEventResource, csv_rows, ndjson
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter
from app.http.sorting import BY_NUMBER, Sorting

EVENTS = Sorting("audit events", default="-at", at=BY_NUMBER)
SortParameter = Annotated[str, EVENTS.parameter]
ActorFilter = Annotated[
    str | None, QueryParameter(name="actor", required=False, max_length=64, description="Only what this user did")
]
ActionFilter = Annotated[
    str | None, QueryParameter(name="action", required=False, max_length=64, description="Such as `survey.published`")
]
TargetFilter = Annotated[
    str | None, QueryParameter(name="target", required=False, max_length=64, description="Only changes of this thing")
]
Since = Annotated[
    datetime | None,
    QueryParameter(name="since", required=False, description="From this moment on; UTC without an offset"),
]
Until = Annotated[
    datetime | None,
    QueryParameter(name="until", required=False, description="Before this moment; UTC without an offset"),
]


class AuditController(Controller):
    path = "/audit-events"
    tags = ("audit",)

    @get("/", guards=[allows("audit:read")], responses=problem_responses(401, 403, 422, 429))
    async def list_audit_events(
        self,
        member: NamedDependency[Member],
        audit_reader: NamedDependency[AuditReader],
        actor: ActorFilter = None,
        action: ActionFilter = None,
        target: TargetFilter = None,
        since: Since = None,
        until: Until = None,
        sort: SortParameter = EVENTS.default,
        cursor: CursorParameter = None,
        limit: LimitParameter = 50,
    ) -> Envelope[Page[AuditEventResource]]:
        """What happened in the organization, newest first unless sorted otherwise. Filters are combined with "and".

        A page may be short, or even empty, while `next_cursor` says that there is more: only few events match.
        """
        filters = Filters(actor=actor, action=action, target=target, since=_utc(since), until=_utc(until))
        listing = EVENTS.listing(sort, cursor, limit, filters=filters)
        return enveloped(listing.page(await audit_reader.page(member, filters, listing.asked), AuditEventResource.of))

    @get(
        "/export.ndjson",
        guards=[allows("audit:read")],
        media_type="application/x-ndjson",
        responses=problem_responses(401, 403, 429),
    )
    async def export_audit_events(
        self, member: NamedDependency[Member], audit_reader: NamedDependency[AuditReader]
    ) -> Stream:
        """The whole chain from its first event on; docs/audit.md says how to verify it."""
        return Stream(
            ndjson(audit_reader.whole_chain(member)), media_type="application/x-ndjson", headers=_file("ndjson")
        )

    @get(
        "/export.csv", guards=[allows("audit:read")], media_type="text/csv", responses=problem_responses(401, 403, 429)
    )
    async def export_audit_events_as_csv(
        self, member: NamedDependency[Member], audit_reader: NamedDependency[AuditReader]
    ) -> Stream:
        """The same as a table."""
        return Stream(csv_rows(audit_reader.whole_chain(member)), media_type="text/csv", headers=_file("csv"))


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _file(extension: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="audit-events.{extension}"', "cache-control": "no-store"}
