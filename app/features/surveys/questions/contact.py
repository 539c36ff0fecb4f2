"""Addresses to reach somebody at: personal data, of which a tally never holds more than how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from msgspec import Meta

from app.contracts.frames import AnswerValue
from app.core.errors import FieldError
from app.features.surveys.questions.base import AnswerContext, AnswerRejected, Column, Example, PlainQuestion, Scalar

MAX_EMAIL_CHARACTERS = 254
MAX_PHONE_CHARACTERS = 40


class ContactBase(PlainQuestion, frozen=True, kw_only=True):
    """Kept as text, not counted."""

    def value_columns(self) -> tuple[Column, ...]:
        return (Column(self.id, self.title, "text"),)

    def cells(self, value: AnswerValue) -> dict[str, Scalar]:
        return {self.id: str(value)}


class Email(ContactBase, tag="email", frozen=True, kw_only=True):
    """A mail address, normalized; whether it exists is not asked."""

    example: ClassVar[Example] = Example(answer="ada@example.org")

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Give a mail address.")
        text = value.strip()
        if len(text) > MAX_EMAIL_CHARACTERS:
            raise AnswerRejected("too_long", f"Write at most {MAX_EMAIL_CHARACTERS} characters.")
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            raise AnswerRejected("not_an_email", "This is not a mail address.") from None


class Phone(ContactBase, tag="phone", frozen=True, kw_only=True):
    """A phone number, kept as E.164 (``+4930123456``). ``region``: the country of numbers without its code."""

    example: ClassVar[Example] = Example(answer="+4930123456")

    region: Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)")] | None = None

    def accepted(self, value: AnswerValue, context: AnswerContext) -> AnswerValue:
        if not isinstance(value, str):
            raise AnswerRejected("wrong_type", "Give a phone number.")
        if len(value) > MAX_PHONE_CHARACTERS:
            raise AnswerRejected("too_long", f"Write at most {MAX_PHONE_CHARACTERS} characters.")
        try:
            number = phonenumbers.parse(value, self.region)
        except phonenumbers.NumberParseException:
            raise AnswerRejected("not_a_phone_number", "This is not a phone number.") from None
        if not phonenumbers.is_valid_number(number):
            raise AnswerRejected("not_a_phone_number", "There is no such phone number.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def faults(self) -> Iterator[FieldError]:
        if self.region is not None and self.region not in phonenumbers.SUPPORTED_REGIONS:
            yield FieldError("There is no such country.", "unknown_value", "region")
