"""The web process: REST, the socket and the built web app under one address."""

from __future__ import annotations

from typing import Any

from app.features.accounts.routes import AccountController
from app.features.analytics.routes import ResultsController
from app.features.sessions.routes import JoinController, ParticipantController, SessionController
from app.features.submissions.routes import SubmissionController
from app.features.surveys.routes import SurveyController
from app.http.application import http_application

CONTROLLERS = (
    AccountController,
    SurveyController,
    SessionController,
    ResultsController,
    SubmissionController,
    JoinController,
    ParticipantController,
)
SERVICES = (
    "accounts",
    "surveys",
    "sessions",
    "submissions",
    "results",
    "tokens",
    "login_cookies",
    "rate_limits",
    "public_url",
    "readiness",
)


def openapi_document() -> dict[str, Any]:
    """The contract of the REST interface; needs no server and no settings."""
    app = http_application(CONTROLLERS, services=dict.fromkeys(SERVICES))
    return app.openapi_schema.to_schema()
