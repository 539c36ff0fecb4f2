"""The web process: REST, the socket and the built web app under one address."""

from __future__ import annotations

import functools
from dataclasses import fields
from pathlib import Path
from typing import Any

from litestar import Litestar

from app.contracts.asyncapi import asyncapi_document
from app.features.accounts.login_routes import LoginController
from app.features.accounts.oidc_routes import OidcController
from app.features.accounts.profile_routes import ProfileController
from app.features.accounts.recovery_routes import RecoveryController
from app.features.accounts.routes import AccountController
from app.features.accounts.second_factor_routes import (
    LoginStepController,
    SecondFactorController,
    SecondFactorRuleController,
)
from app.features.analytics.routes import ResultsController
from app.features.api_keys.routes import ApiKeyController
from app.features.audience.routes import AudienceController
from app.features.audit.routes import AuditController
from app.features.crosstabs.routes import CrosstabController
from app.features.exports.routes import ExportController, ScoreController
from app.features.history.routes import HistoryController
from app.features.images.routes import ImageController
from app.features.invitations.join_routes import InvitedJoinController
from app.features.invitations.routes import InvitationController
from app.features.jobs.routes import JobController
from app.features.mailings.event_routes import MailEventController, SuppressionController
from app.features.mailings.pages import HANDLERS as UNSUBSCRIBE_PAGES
from app.features.mailings.routes import ReminderPlanController
from app.features.organizations.account_deletion_routes import AccountDeletionController
from app.features.organizations.deletion_routes import OrganizationDeletionController
from app.features.organizations.invitation_batch_routes import InvitationBatchController
from app.features.organizations.invitation_routes import InvitedController, MemberInvitationController
from app.features.organizations.member_routes import MemberController
from app.features.organizations.routes import OrganizationController, SwitchController
from app.features.reports.comparison_routes import ComparisonController
from app.features.reports.plan_routes import ReportPlanController
from app.features.reports.routes import ReportController, SessionReportController
from app.features.reports.stop_pages import HANDLERS as REPORT_MAIL_PAGES
from app.features.segments.routes import SegmentController
from app.features.sessions.join_routes import JoinController, ParticipantController
from app.features.sessions.routes import SessionController
from app.features.sessions.upkeep_routes import UpkeepController
from app.features.submissions.participant_routes import ParticipantDataController
from app.features.submissions.routes import SubmissionController
from app.features.surveys.batch_routes import QuestionBatchController
from app.features.surveys.defaults_routes import SurveyDefaultsController
from app.features.surveys.examples import type_examples
from app.features.surveys.routes import SurveyController
from app.features.surveys.transfer_routes import SurveyTransferController, TemplateController
from app.features.surveys.version_routes import SurveyVersionController
from app.features.texts.routes import TextController
from app.features.texts.tag_routes import TagController
from app.features.webhooks.delivery_routes import DeliveryController
from app.features.webhooks.routes import WebhookController
from app.http.application import http_application
from app.http.dev_mail import dev_mail_handlers
from app.http.documents import document_handlers
from app.http.frontend import frontend_handlers, load_build
from app.http.openapi import openapi_config
from app.http.openapi_document import completed
from app.wiring.accounts import AccountServices
from app.wiring.web import WebServices

CONTROLLERS = (
    AccountController,
    ProfileController,
    AccountDeletionController,
    RecoveryController,
    LoginController,
    LoginStepController,
    SecondFactorController,
    SecondFactorRuleController,
    OidcController,
    SwitchController,
    OrganizationController,
    OrganizationDeletionController,
    MemberController,
    MemberInvitationController,
    InvitationBatchController,
    InvitedController,
    ApiKeyController,
    ImageController,
    SurveyController,
    SurveyDefaultsController,
    QuestionBatchController,
    SurveyVersionController,
    SurveyTransferController,
    TemplateController,
    SessionController,
    UpkeepController,
    ResultsController,
    ExportController,
    CrosstabController,
    SegmentController,
    HistoryController,
    TextController,
    TagController,
    ComparisonController,
    SessionReportController,
    ReportController,
    ReportPlanController,
    SubmissionController,
    AudienceController,
    InvitationController,
    InvitedJoinController,
    ReminderPlanController,
    MailEventController,
    SuppressionController,
    JoinController,
    ParticipantController,
    ScoreController,
    AuditController,
    WebhookController,
    DeliveryController,
    JobController,
    ParticipantDataController,
)
_SERVICE_NAMES = tuple(field.name for kind in (WebServices, AccountServices) for field in fields(kind))


@functools.cache
def described_application() -> Litestar:
    """The routes without anything behind them: to be looked at, not to be served. Made once: it takes a second."""
    return http_application(CONTROLLERS, services=dict.fromkeys(_SERVICE_NAMES), openapi=openapi_config())


def openapi_document() -> dict[str, Any]:
    """The contract of the REST interface; needs no server and no settings."""
    application = described_application()
    return completed(application.openapi_schema.to_schema(), application)


def socket_document() -> dict[str, Any]:
    """The contract of the socket, likewise."""
    return asyncapi_document(list(type_examples()))


def rest_application(services: WebServices, frontend: Path) -> Litestar:
    """All that answers to HTTP; ``frontend`` is the folder of the built web app."""
    outbox = services.account_services.shown_outbox
    pages = [*document_handlers(openapi_document, socket_document), *frontend_handlers(load_build(frontend))]
    pages += [*UNSUBSCRIBE_PAGES, *REPORT_MAIL_PAGES]
    pages += dev_mail_handlers(outbox) if outbox is not None else []
    return http_application(CONTROLLERS, services=by_name(services), pages=pages)


def by_name(services: WebServices) -> dict[str, object]:
    """The services under the names that handlers ask for them by."""
    return {**vars(services), **vars(services.account_services)}
