"""What logs say of a failure of the database: codes and positions, and nothing that it quotes."""

from __future__ import annotations

from pymongo.errors import BulkWriteError

from app.core.tracebacks import MOST_POSITIONS, line_of, traceback_of


def test_a_failed_batch_is_told_by_its_first_positions_and_its_write_concern() -> None:
    failed = [{"index": at, "code": 121, "errmsg": "said ada@example.org"} for at in range(MOST_POSITIONS + 2)]
    concern = {"code": 64, "codeName": "WriteConcernFailed", "errmsg": "waiting for ada@example.org"}
    line = line_of(BulkWriteError({"writeErrors": failed, "writeConcernErrors": [concern]}))
    assert "write concern: WriteConcernFailed (64); document 0: (121); document 1: (121)" in line
    assert line.endswith("document 9: (121); 2 more")
    assert "ada" not in line


def test_a_failure_that_stands_in_a_group_and_is_its_cause_is_told_once() -> None:
    one = ValueError("odd")
    group = ExceptionGroup("several", [one])
    group.__cause__ = one
    assert traceback_of(group).count("ValueError: odd") == 1
