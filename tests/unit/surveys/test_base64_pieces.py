"""In pieces as in one: the same characters, the same bytes, the same refusals."""

from __future__ import annotations

import base64
import random
from contextlib import suppress

import pytest

from app.features.surveys import base64_pieces
from app.features.surveys.base64_pieces import PIECE, PIECE_CHARACTERS, decoded, encoded

LENGTHS = (0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 24, 25)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base64_pieces, "PIECE", 6)
    monkeypatch.setattr(base64_pieces, "PIECE_CHARACTERS", 8)


def test_pieces_join_without_padding() -> None:
    assert (PIECE % 3, PIECE_CHARACTERS % 4, len(encoded(bytes(PIECE)))) == (0, 0, PIECE_CHARACTERS)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("length", LENGTHS)
def test_it_is_the_base_64_of_the_whole(length: int) -> None:
    content = random.Random(length).randbytes(length)
    assert encoded(content) == base64.b64encode(content).decode()
    assert decoded(encoded(content)) == content


@pytest.mark.usefixtures("small_pieces")
def test_what_one_call_refuses_is_refused_in_pieces() -> None:
    chance, refused = random.Random(3), 0
    for _ in range(3_000):
        text = "".join(chance.choices("AQg/+=\n?é", weights=(9, 9, 9, 2, 2, 4, 1, 1, 1), k=chance.randint(0, 26)))
        expected = None
        with suppress(ValueError):
            expected = base64.b64decode(text, validate=True)
        if expected is None:
            refused += 1
            with pytest.raises(ValueError):  # noqa: PT011  (the standard library says no more)
                decoded(text)
        elif len(text) % 4 == 0:  # one call also takes padding after four whole characters
            assert decoded(text) == expected
    assert 100 < refused < 2_900
