"""What each operation that changes something puts on record: the promise, written by hand, that an architecture test
holds the code to."""

from __future__ import annotations

from tests.builders.routes import HANDLERS

_RECORDED = {
    "/auth": {
        "POST /register": "account.registered, login.succeeded",
        "POST /login": "login.succeeded, login.failed",
        "POST /login/second-factor": "login.succeeded, login.failed",
        "POST /login/second-factor/enrol/confirm": "second_factor.enabled, login.succeeded",
        "POST /refresh": "login.reused",
        "POST /logout": "login.ended",
        "POST /switch": "login.succeeded",
        "DELETE /logins/{login_id:str}": "login.revoked",
        "POST /logins/revoke-others": "login.others_revoked",
        "POST /delete-account": "account.deleted",
        "PATCH /profile": "account.renamed",
        "POST /email": "email_change.requested",
        "POST /verify-email": "email.changed, email.verified",
        "POST /password": "password.changed",
        "POST /reset-password": "password.reset",
        "POST /second-factor/confirm": "second_factor.enabled",
        "POST /second-factor/disable": "second_factor.disabled",
        "POST /second-factor/recovery-codes": "recovery_codes.renewed",
    },
    "/organizations": {
        "POST ": "organization.created",
        "PATCH /current": "organization.renamed",
        "PUT /current/survey-defaults": "organization.survey_defaults_changed",
        "POST /current/leave": "member.left",
        "POST /current/deletion": "organization.deletion_planned",
        "DELETE /current/deletion": "organization.deletion_taken_back",
        "POST /current/transfer": "organization.transferred",
        "PATCH /current/members/{user_id:str}": "member.role_changed",
        "DELETE /current/members/{user_id:str}": "member.removed",
        "POST /current/invitations": "member.invited",
        "POST /current/invitations/batch": "member.invited",
        "POST /current/invitations/{invitation_id:str}/resend": "invitation.resent",
        "DELETE /current/invitations/{invitation_id:str}": "invitation.revoked",
    },
    "/organization": {"PUT /second-factor": "organization.edited"},
    "/invitations": {"POST /accept": "member.joined", "POST /register": "member.joined"},
    "/api-keys": {"POST ": "api_key.created", "DELETE /{key_id:str}": "api_key.deleted"},
    "/webhooks": {
        "POST ": "webhook.created",
        "PUT /{webhook_id:str}": "webhook.edited",
        "DELETE /{webhook_id:str}": "webhook.deleted",
        "POST /{webhook_id:str}/secret": "webhook.secret_renewed",
        "POST /{webhook_id:str}/test": "webhook.tested",
        "POST /{webhook_id:str}/deliveries/{delivery_id:str}/redeliver": "webhook.redelivered",
        "POST /resend": "mail_suppression.added",
    },
    "/jobs": {"POST /{job_id:str}/run-again": "job.requeued"},
    "/surveys": {
        "POST ": "survey.created",
        "POST /import": "survey.created",
        "POST /from-template": "survey.created",
        "POST /{survey_id:str}/duplicate": "survey.created",
        "PUT /{survey_id:str}": "survey.edited",
        "POST /{survey_id:str}/questions/batch": "survey.edited",
        "POST /{survey_id:str}/publish": "survey.published",
        "POST /{survey_id:str}/archive": "survey.archived",
        "POST /{survey_id:str}/unarchive": "survey.unarchived",
        "PUT /{survey_id:str}/retention": "survey.retention_changed",
        "PUT /{survey_id:str}/tags": "tags.saved",
    },
    "/images": {"POST ": "image.uploaded", "DELETE /{image_id:str}": "image.deleted"},
    "/sessions": {
        "POST ": "session.started",
        "PATCH /{session_id:str}": "session.edited",
        "POST /{session_id:str}/control": "session.controlled, session.ended",
        "POST /{session_id:str}/archive": "session.archived",
        "POST /{session_id:str}/unarchive": "session.unarchived",
        "POST /{session_id:str}/reset": "session.started, session.ended, session.archived",
        "DELETE /{session_id:str}/participants/{participant_id:str}": "participant.removed",
        "POST /{session_id:str}/participants/{participant_id:str}/erase": "participant.erased",
        "PUT /{session_id:str}/questions/{question_id:str}/texts/{text_id:str}/tags/{tag_id:str}": "text.tagged",
        "DELETE /{session_id:str}/questions/{question_id:str}/texts/{text_id:str}/tags/{tag_id:str}": "text.untagged",
        "PATCH /{session_id:str}/audience-questions/{question_id:str}": "audience_question.judged",
        "POST /{session_id:str}/invitations": "invitations.added",
        "DELETE /{session_id:str}/invitations/{invitation_id:str}": "invitation.removed",
        "POST /{session_id:str}/invitations/{invitation_id:str}/link": "invitation.link_shown",
        "PUT /{session_id:str}/reminder-plan": "reminder_plan.saved",
        "PUT /{session_id:str}/report-plan": "report_plan.saved",
        "POST /{session_id:str}/reports": "report.requested",
    },
    "/reports": {"DELETE /{report_id:str}": "report.deleted", "POST /{report_id:str}/link": "report.shared"},
    "/mail-suppressions": {"POST /lift": "mail_suppression.lifted"},
    "/participants": {"DELETE /me": "participant.erased"},
}

_UNRECORDED = {
    "/auth": {
        "POST /socket-token": "gives a token for a minute, of a login that is on record",
        "POST /verify-email/resend": "sends a link once more; its use is on record",
        "POST /forgot-password": "anybody may ask, for any address; what follows, a new password, is on record",
        "POST /second-factor": "proposes a secret; nothing changes before it is confirmed, which is on record",
        "POST /login/second-factor/enrol": "the same for somebody who is about to log in",
    },
    "/sessions": {
        "POST /{session_id:str}/submissions": "the log of answers is its own record, and respondents are not watched",
        "POST /{session_id:str}/audience-questions": "a respondent's; the board shows it",
        "PUT /{session_id:str}/audience-questions/{question_id:str}/vote": "a respondent's; votes are a log themselves",
        "DELETE /{session_id:str}/audience-questions/{question_id:str}/vote": "the same",
        "POST /{session_id:str}/reminder-plan/preview": "shows a mail, and sends none",
    },
    "/join": {
        "POST ": "a respondent comes in; the list of participants says when",
        "POST /invitation": "a respondent comes in by a personal link",
        "POST /invitation/preview": "shows where a link leads",
        "POST /invitation/done": "asks whether all is answered",
    },
}


def _flat(table: dict[str, dict[str, str]]) -> dict[str, str]:
    found = {}
    for base, lines in table.items():
        for route, text in lines.items():
            method, _, path = route.partition(" ")
            found[f"{method} /api/v1{base}{path}"] = text
    return found


CHANGING = {name for name in HANDLERS if not name.startswith("GET ")}
RECORDED = {name: frozenset(text.split(", ")) for name, text in _flat(_RECORDED).items()}
"""``"POST /path"`` → the actions that its event may have."""
UNRECORDED = _flat(_UNRECORDED)
"""``"POST /path"`` → why no event is written."""
