"""Plans of reminders in MongoDB."""

from __future__ import annotations

from app.features.mailings.model import ReminderPlan, StoredPlan
from app.infra.mongo import Database
from app.infra.session_plans import SessionPlans


class Plans(SessionPlans[StoredPlan]):
    def __init__(self, database: Database) -> None:
        super().__init__(database["reminders"], StoredPlan, ReminderPlan)
