"""The web process: REST, the socket and the built web app under one address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from litestar import Litestar

from app.features.accounts.routes import AccountController
from app.features.analytics.routes import ResultsController
from app.features.sessions.routes import JoinController, ParticipantController, SessionController
from app.features.submissions.routes import SubmissionController
from app.features.surveys.routes import SurveyController
from app.http.application import http_application
from app.http.documents import document_handlers
from app.http.frontend import frontend_handlers, load_build
from app.http.openapi import openapi_config
from app.wiring.web import WebServices

CONTROLLERS = (
    AccountController,
    SurveyController,
    SessionController,
    ResultsController,
    SubmissionController,
    JoinController,
    ParticipantController,
)
_SERVICE_NAMES = tuple(field.name for field in fields(WebServices))


def described_application() -> Litestar:
    """The routes without anything behind them: to be looked at, not to be served."""
    return http_application(CONTROLLERS, services=dict.fromkeys(_SERVICE_NAMES), openapi=openapi_config())


def openapi_document() -> dict[str, Any]:
    """The contract of the REST interface; needs no server and no settings."""
    return described_application().openapi_schema.to_schema()


def rest_application(services: WebServices, frontend: Path) -> Litestar:
    """All that answers to HTTP; ``frontend`` is the folder of the built web app."""
    named: Mapping[str, object] = {name: getattr(services, name) for name in _SERVICE_NAMES}
    pages = [*document_handlers(openapi_document), *frontend_handlers(load_build(frontend))]
    return http_application(CONTROLLERS, services=named, pages=pages)
