"""What only audience questions can run into."""

from __future__ import annotations

from app.core.errors import Conflict, NotAllowed


class BoardFull(Conflict):
    code = "board_full"
    default_message = "This session has as many questions as it can take."


class OwnQuestion(NotAllowed):
    code = "own_question"
    default_message = "Nobody votes for their own question."
