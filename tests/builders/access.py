"""What each route asks of its caller: the promise, written by hand, that the walk through all routes holds them to."""

from __future__ import annotations

from typing import get_args

from app.core.permissions import Permission
from tests.builders.routes import HANDLERS, OPEN

LOGIN, PARTICIPANT = "a login", "a participant"
OR_PARTICIPANT = " or a participant"

_API = {
    "/auth": {
        LOGIN: "GET /me, POST /logout, POST /socket-token, POST /email, POST /password, POST /verify-email/resend, "
        "POST /switch, GET /logins, DELETE /logins/{login_id:str}, POST /logins/revoke-others, GET /second-factor, "
        "POST /second-factor, POST /second-factor/confirm, POST /second-factor/disable, "
        "POST /second-factor/recovery-codes, GET /profile, PATCH /profile, POST /delete-account",
    },
    "/organizations": {
        LOGIN: "GET , POST , POST /current/leave",
        "organization:read": "GET /current",
        "surveys:read": "GET /current/survey-defaults",
        "organization:manage": "PATCH /current, PUT /current/survey-defaults",
        "organization:own": "POST /current/transfer, POST /current/deletion, DELETE /current/deletion",
        "members:read": "GET /current/members, GET /current/members/{user_id:str}",
        "members:manage": "PATCH /current/members/{user_id:str}, DELETE /current/members/{user_id:str}, "
        "GET /current/invitations, POST /current/invitations, DELETE /current/invitations/{invitation_id:str}, "
        "POST /current/invitations/batch, POST /current/invitations/{invitation_id:str}/resend",
    },
    "/organization": {"organization:manage": "PUT /second-factor"},
    "/invitations": {LOGIN: "POST /accept"},
    "/api-keys": {"api_keys:manage": "GET , POST , DELETE /{key_id:str}"},
    "/webhooks": {
        "webhooks:manage": "GET , POST , GET /{webhook_id:str}, PUT /{webhook_id:str}, DELETE /{webhook_id:str}, "
        "POST /{webhook_id:str}/secret, POST /{webhook_id:str}/test, GET /{webhook_id:str}/deliveries, "
        "GET /{webhook_id:str}/deliveries/{delivery_id:str}, "
        "POST /{webhook_id:str}/deliveries/{delivery_id:str}/redeliver",
    },
    "/jobs": {"organization:manage": "GET , GET /{job_id:str}, POST /{job_id:str}/run-again"},
    "/audit-events": {"audit:read": "GET , GET /export.csv, GET /export.ndjson"},
    "/surveys": {
        "surveys:read": "GET , GET /{survey_id:str}, GET /{survey_id:str}/versions, GET /{survey_id:str}/export, "
        "GET /{survey_id:str}/versions/{version:int}, GET /{survey_id:str}/versions/{version:int}/changes, "
        "GET /{survey_id:str}/translations, GET /{survey_id:str}/retention, GET /{survey_id:str}/problems, "
        "GET /{survey_id:str}/changes, GET /{survey_id:str}/tags",
        "participants:erase": "PUT /{survey_id:str}/retention",
        "surveys:write": "POST , PUT /{survey_id:str}, POST /{survey_id:str}/archive, "
        "POST /{survey_id:str}/unarchive, POST /{survey_id:str}/duplicate, POST /import, POST /from-template, "
        "POST /{survey_id:str}/questions/batch, PUT /{survey_id:str}/tags",
        "surveys:publish": "POST /{survey_id:str}/publish",
    },
    "/templates": {"surveys:read": "GET , GET /{template_id:str}"},
    "/images": {"surveys:read": "GET ", "images:write": "POST , DELETE /{image_id:str}"},
    "/sessions": {
        "sessions:read": "GET , GET /{session_id:str}, GET /{session_id:str}/qr.png, GET /{session_id:str}/qr.svg, "
        "GET /{session_id:str}/participants",
        "sessions:control": "POST , PATCH /{session_id:str}, POST /{session_id:str}/control, "
        "POST /{session_id:str}/archive, POST /{session_id:str}/unarchive, POST /{session_id:str}/reset, "
        "DELETE /{session_id:str}/participants/{participant_id:str}, "
        "PUT /{session_id:str}/questions/{question_id:str}/texts/{text_id:str}/tags/{tag_id:str}, "
        "DELETE /{session_id:str}/questions/{question_id:str}/texts/{text_id:str}/tags/{tag_id:str}",
        "audience:moderate": "PATCH /{session_id:str}/audience-questions/{question_id:str}",
        "participants:read": "GET /{session_id:str}/participants/{participant_id:str}/data, "
        "GET /{session_id:str}/questions/{question_id:str}/texts, "
        "GET /{session_id:str}/questions/{question_id:str}/text-counts",
        "participants:erase": "POST /{session_id:str}/participants/{participant_id:str}/erase",
        "invitations:manage": "GET /{session_id:str}/invitations, POST /{session_id:str}/invitations, "
        "GET /{session_id:str}/invitations/{invitation_id:str}, "
        "DELETE /{session_id:str}/invitations/{invitation_id:str}, "
        "POST /{session_id:str}/invitations/{invitation_id:str}/link, "
        "GET /{session_id:str}/reminder-plan, PUT /{session_id:str}/reminder-plan, "
        "GET /{session_id:str}/reminder-plan/dry-run, POST /{session_id:str}/reminder-plan/preview",
        "results:read": "GET /{session_id:str}/quotas, GET /{session_id:str}/leaderboard, "
        "GET /{session_id:str}/crosstab, GET /{session_id:str}/segment, GET /{session_id:str}/verification, "
        "GET /{session_id:str}/history, GET /{session_id:str}/progress, GET /{session_id:str}/comparison",
        "results:read or a participant": "GET /{session_id:str}/results, GET /{session_id:str}/audience-questions",
        "results:export": "GET /{session_id:str}/export.csv, GET /{session_id:str}/export.json, "
        "GET /{session_id:str}/report-plan, PUT /{session_id:str}/report-plan, "
        "GET /{session_id:str}/codebook.json, GET /{session_id:str}/reports, POST /{session_id:str}/reports",
        PARTICIPANT: "POST /{session_id:str}/submissions, POST /{session_id:str}/audience-questions, "
        "PUT /{session_id:str}/audience-questions/{question_id:str}/vote, "
        "DELETE /{session_id:str}/audience-questions/{question_id:str}/vote",
    },
    "/reports": {
        "results:export": "GET /{report_id:str}, DELETE /{report_id:str}, POST /{report_id:str}/link",
    },
    "/mail-suppressions": {"invitations:manage": "POST /lift"},
    "/participants": {PARTICIPANT: "GET /me/session, GET /me/score, GET /me/leaderboard, GET /me/data, DELETE /me"},
}


def _needs() -> dict[str, str]:
    found: dict[str, str] = {}
    for base, rules in _API.items():
        for rule, routes in rules.items():
            for route in routes.split(", "):
                method, _, path = route.partition(" ")
                found[f"{method} /api/v1{base}{path}"] = rule
    return found


NEEDS = _needs()
"""``"GET /path"`` → a permission, perhaps ``or a participant``, LOGIN or PARTICIPANT. OPEN routes are not here."""


def permission_in(need: str) -> Permission | None:
    """The permission that a need names, if it does."""
    name = need.removesuffix(OR_PARTICIPANT)
    return next((permission for permission in get_args(Permission) if permission == name), None)


def lacking() -> set[str]:
    """Routes that nobody has written down, and lines about routes that are no more."""
    return set(NEEDS) ^ (set(HANDLERS) - OPEN)
