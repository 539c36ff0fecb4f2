"""What identifiers look like."""

from __future__ import annotations

import re
from collections import Counter

from app.core.identity import ALPHABET, CODE_ALPHABET, SLOTS, id_of, new_code, new_id, slot_of


def test_an_id_is_its_prefix_and_a_hundred_random_bits() -> None:
    ids = {new_id("ses") for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(re.fullmatch(f"ses_[{ALPHABET}]{{20}}", one) for one in ids)


def test_every_letter_of_an_id_is_equally_likely() -> None:
    drawn = 5_000
    letters = Counter(letter for _ in range(drawn) for letter in new_id("x")[2:])
    expected = drawn * 20 / len(ALPHABET)
    chi_squared = sum((letters[letter] - expected) ** 2 / expected for letter in ALPHABET)
    assert chi_squared < 85  # above the 0.999999 quantile for 31 degrees of freedom


def test_a_text_has_one_id_for_ever_that_looks_like_any_other() -> None:
    """Participants of blind links are found by it: another spelling would let each of them in a second time."""
    found = id_of("par", "participant\nses_1\n" + "A" * 43)
    assert found == "par_ew0zkbehf79ecn88786t"
    assert re.fullmatch(f"par_[{ALPHABET}]{{20}}", found)
    assert len({id_of("par", str(number)) for number in range(1_000)}) == 1_000


def test_a_code_has_no_letters_that_look_alike() -> None:
    assert not set("01ILO") & set(CODE_ALPHABET)
    assert all(re.fullmatch(f"[{CODE_ALPHABET}]{{6}}", new_code()) for _ in range(200))


def test_sessions_spread_over_all_slots_and_stay_there() -> None:
    assert slot_of("ses_1") == slot_of("ses_1")
    assert {slot_of(f"ses_{number}") for number in range(2_000)} == set(range(SLOTS))
