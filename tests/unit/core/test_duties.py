"""What a pass fails of where several of its duties did."""

from __future__ import annotations

import pytest

from app.core.duties import Duties
from app.core.errors import AppError, NotFound, Unavailable


@pytest.mark.parametrize(
    ("failures", "raised"),
    [
        ((NotFound(), Unavailable()), Unavailable),
        ((NotFound(), ConnectionError()), ConnectionError),
        ((NotFound(), AppError()), NotFound),
        ((Unavailable(), ConnectionError()), Unavailable),
    ],
    ids=str,
)
def test_what_may_pass_by_itself_is_raised_before_what_will_not(
    failures: tuple[Exception, ...], raised: type[Exception]
) -> None:
    duties = Duties()
    for failure in failures:
        with duties.one("a duty"):
            raise failure
    with pytest.raises(raised):
        duties.raise_first()
