"""What surveys are written with."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import Clock, utc_now
from app.features.audit.service import AuditTrail
from app.features.images.repository import ImageRepository
from app.features.images.service import ImageService
from app.features.images.sweeping import ImageSweep
from app.features.surveys.defaults import DefaultsRepository, DefaultsService
from app.features.surveys.image_uses import SurveyImages
from app.features.surveys.repository import SurveyRepository
from app.features.surveys.service import SurveyService
from app.features.surveys.transfer import SurveyTransfer
from app.infra.mongo import Database


@dataclass(frozen=True, kw_only=True)
class Authoring:
    """Surveys, the images in them, and the way into and out of files."""

    image_library: ImageService
    surveys: SurveyService
    survey_defaults: DefaultsService
    transfer: SurveyTransfer


def authoring(database: Database, audit: AuditTrail) -> Authoring:
    images = ImageService(ImageRepository(database), audit, utc_now)
    defaults = DefaultsService(DefaultsRepository(database), images, audit)
    surveys = SurveyService(SurveyRepository(database), defaults, images, audit, utc_now)
    return Authoring(
        image_library=images,
        surveys=surveys,
        survey_defaults=defaults,
        transfer=SurveyTransfer(surveys, images),
    )


def image_sweep(database: Database, audit: AuditTrail, clock: Clock = utc_now) -> ImageSweep:
    """For the upkeep."""
    return ImageSweep(ImageRepository(database), SurveyImages(database), audit, clock)
