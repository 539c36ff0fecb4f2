"""What can be wrong with an account's address or password."""

from __future__ import annotations

from app.core.errors import Conflict, FieldError, InvalidInput, NotAuthenticated


class LoginFailed(NotAuthenticated):
    """Says the same for an unknown address and for a wrong password."""

    code = "login_failed"
    default_message = "E-mail address or password is wrong."


class EmailTaken(Conflict):
    code = "email_taken"
    default_message = "There is already an account with this e-mail address."

    def __init__(self) -> None:
        super().__init__(fields=(FieldError(self.default_message, self.code, "email"),))


class PasswordMissing(InvalidInput):
    """Of somebody who logs in through another provider only."""

    code = "password_missing"
    default_message = "Your account has no password yet; ask for a link to set one."

    def __init__(self, field: str = "password") -> None:
        super().__init__(fields=(FieldError(self.default_message, self.code, field),))


class PasswordWrong(InvalidInput):
    """Of somebody who is logged in and must show again who they are."""

    code = "password_wrong"
    default_message = "This is not your password."

    def __init__(self, field: str = "password") -> None:
        super().__init__(fields=(FieldError(self.default_message, self.code, field),))
