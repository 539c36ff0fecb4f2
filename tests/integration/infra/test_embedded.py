"""The embedded servers keep what they acknowledged, come back where they were, and never outlive their parent."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

import pytest

from app.infra import redis
from app.infra.embedded import tether
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.process import Child, ChildFailed, Command
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.mongo import connect
from tests.fixtures.waiting import until

PARENT = """
import sys, time
from app.infra.embedded.process import Child, Command
child = Child(Command(name="sleep", arguments=("/bin/sleep", "600")))
child.start()
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("number", [SIGKILL, SIGTERM])
async def test_an_acknowledged_write_survives_the_end_of_mongo(own_mongo: EmbeddedMongo, number: Signals) -> None:
    client = connect(own_mongo.url)
    await client["kept"]["things"].insert_one({"_id": 1})
    own_mongo.kill(number)
    own_mongo.start()
    assert await client["kept"]["things"].find_one({"_id": 1}) == {"_id": 1}
    client.close()


async def test_redis_comes_back_on_the_same_port(own_redis: EmbeddedRedis) -> None:
    port = own_redis.port
    own_redis.kill()
    own_redis.start()
    client = redis.connect(own_redis.url)
    assert own_redis.port == port
    assert await client.ping()
    await client.aclose()


def has_ended(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"


async def test_a_child_ends_with_a_parent_that_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    await until(lambda: has_ended(child), within_s=5)


GUARDED = """
import os, subprocess, sys
guard = "import os, sys; sys.path.insert(0, sys.argv[1]); import tether; "
guard += "sys.exit(tether.guard(['/bin/sh', '-c', 'echo $$; exec sleep 600'], os.getppid()))"
subprocess.Popen([sys.executable, "-c", guard, sys.argv[1]]).wait()
"""


async def test_where_the_kernel_has_no_death_signal_a_guard_does_its_work() -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", GUARDED, str(Path(tether.__file__).parent)), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    await until(lambda: has_ended(child), within_s=5)


def test_a_child_that_ends_at_once_is_reported_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    child = Child(Command(name="broken", arguments=("/bin/sh", "-c", "echo no such disk; exit 3"), output=log))
    child.start()
    with pytest.raises(ChildFailed, match=r"(?s)broken ended with code 3.*no such disk"):
        child.wait_ready(lambda: False, 5)
