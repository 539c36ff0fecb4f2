"""What a run decides before it starts anything: where data and secrets live, and whose port it is."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.core.settings import Settings, SettingsInvalid
from app.infra.run_folder import FolderTaken
from app.supervisor.console import announce, say
from app.supervisor.plan import check_port, prepare

MONGO, REDIS = "mongodb://db.example/", "redis://cache.example/0"


def settings(folder: Path, **changes: object) -> Settings:
    return Settings(mongodb_url=None, redis_url=None, jwt_secret=None, data_dir=folder).model_copy(update=changes)


@pytest.mark.parametrize(("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)])
def test_a_port_that_somebody_listens_on_is_refused(tmp_path: Path, host: str, family: socket.AddressFamily) -> None:
    with socket.socket(family) as taken:
        taken.bind((host, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsInvalid, match=rf"Cannot listen on {host}:{port}: Address already in use"):
            check_port(settings(tmp_path, host=host, port=port))
    check_port(settings(tmp_path, host=host, port=port))


def test_a_first_run_is_embedded_and_a_second_one_finds_its_secrets(tmp_path: Path) -> None:
    with ExitStack() as stack:
        first = prepare(settings(tmp_path), stack)
        assert [server.name for server in first.servers()] == ["redis", "mongo"]
        assert first.is_first_run
        assert first.kept_in == str(tmp_path)
        for server in first.servers():
            server.folder.mkdir()
    with ExitStack() as stack:
        second = prepare(settings(tmp_path), stack)
        assert not second.is_first_run
        assert second.demo_password == first.demo_password is not None
        assert second.settings.signing_secret() == first.settings.signing_secret()


def test_a_temporary_run_leaves_nothing_in_the_folder_but_its_lock(tmp_path: Path) -> None:
    with ExitStack() as stack:
        plan = prepare(settings(tmp_path, use_inmemory_db=True), stack)
        home = plan.servers()[0].folder.parent
        assert home.is_dir()
        assert home != tmp_path
        assert "removed at the end" in plan.kept_in
    assert not home.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run.lock"]


@pytest.mark.parametrize("demo", [True, False])
def test_servers_of_ones_own_are_used_with_a_secret_of_ones_own(tmp_path: Path, demo: bool) -> None:
    own = settings(tmp_path, mongodb_url=MONGO, redis_url=REDIS, demo=demo, database="pulse")
    with ExitStack() as stack, pytest.raises(SettingsInvalid, match="JWT_SECRET"):
        prepare(own, stack)
    secret = SecretStr("a secret of forty characters, of our own")
    with ExitStack() as stack:
        plan = prepare(own.model_copy(update={"jwt_secret": secret}), stack)
        assert plan.servers() == ()
        assert (plan.running_settings().mongodb_url, plan.running_settings().redis_url) == (MONGO, REDIS)
        assert plan.kept_in == "in the database pulse at MONGODB_URL"
        assert plan.settings.jwt_secret == secret
        assert (plan.demo_password is not None) == demo
        assert not plan.is_first_run


def test_a_folder_is_given_back_at_the_end_of_a_run(tmp_path: Path) -> None:
    with ExitStack() as stack:
        prepare(settings(tmp_path), stack)
        with ExitStack() as other, pytest.raises(FolderTaken, match="Another `impactpulse run` uses"):
            prepare(settings(tmp_path), other)
    with ExitStack() as stack:
        prepare(settings(tmp_path), stack)


def test_people_are_told_the_addresses_and_a_login_only_where_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    announce(settings(tmp_path, public_url="https://pulse.example"), ("demo@example.org", "kavo-mitu"), "in a folder")
    printed = capsys.readouterr().out
    assert "https://pulse.example/app" in printed
    assert "demo@example.org  password: kavo-mitu" in printed
    assert "in a folder" in printed
    announce(settings(tmp_path), None, "in a folder")
    assert "password" not in capsys.readouterr().out
    say("relay", "is here")
    assert capsys.readouterr().err == " relay │ is here\n"
