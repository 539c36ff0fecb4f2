"""The environment is read once, refused clearly when wrong, and documented by a table that is current."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.core.settings import Settings, SettingsInvalid, load_settings
from app.core.settings_table import settings_table

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"
SECRET = "x" * 40


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_committed_table_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_table(), "run `make docs`"


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_wrong_variable_is_named_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv("JWT_SECRET", "hunter2")
    with pytest.raises(SettingsInvalid, match=r"PORT: .*JWT_SECRET: ") as refusal:
        load_settings()
    assert "hunter2" not in str(refusal.value)
    assert "eighty" not in str(refusal.value)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONGODB_URL", "")
    assert load_settings().mongodb_url is None


def test_an_empty_secret_file_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "jwt_secret").write_text(f"{SECRET}\n")
    (tmp_path / "resend_api_key").write_text("\n")
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
    settings = load_settings()
    assert (settings.signing_secret(), settings.resend_api_key) == (SECRET, None)


@pytest.mark.parametrize(("written", "read"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_switches_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv("USE_INMEMORY_DB", written)
    monkeypatch.setenv("DEBUG", written)
    assert (load_settings().use_inmemory_db, load_settings().debug) == (read, read)


def test_log_levels_are_taken_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "warning")
    assert load_settings().log_level == "WARNING"


def test_a_child_process_reads_the_same_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(mongodb_url="mongodb://a/", jwt_secret=SECRET, debug=True, port=9000, relay_lease_s=2.5)
    for name, value in settings.as_environment().items():
        monkeypatch.setenv(name, value)
    assert load_settings() == settings


def test_the_secret_is_not_shown_where_settings_are_printed() -> None:
    assert SECRET not in repr(Settings(jwt_secret=SECRET))


@pytest.mark.parametrize("url", ["https://pulse.example/", "https://pulse.example"])
def test_a_public_https_address_makes_cookies_secure(url: str) -> None:
    settings = Settings(public_url=url)
    assert settings.base_url() == "https://pulse.example"
    assert settings.cookies_are_secure()


def test_what_is_needed_and_missing_is_named() -> None:
    with pytest.raises(SettingsInvalid, match="JWT_SECRET"):
        Settings().signing_secret()
    with pytest.raises(SettingsInvalid, match="MONGODB_URL"):
        Settings().required_mongodb_url()
    with pytest.raises(SettingsInvalid, match="REDIS_URL"):
        Settings().required_redis_url()


def test_secrets_are_read_from_files_and_variables_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jwt_secret").write_text("x" * 40 + "\n", encoding="utf-8")
    (tmp_path / "redis_url").write_text("redis://from-a-file", encoding="utf-8")
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("REDIS_URL", "redis://from-a-variable")
    settings = load_settings()
    assert settings.signing_secret() == "x" * 40
    assert settings.redis_url == "redis://from-a-variable"


def test_a_folder_of_secrets_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(SettingsInvalid, match="SECRETS_DIR"):
        load_settings()


def test_fonts_that_are_not_there_and_levels_that_are_none_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_FONTS", str(tmp_path / "nowhere"))
    with pytest.raises(SettingsInvalid, match=r"REPORT_FONTS: .*no such folder"):
        load_settings()
    with pytest.raises(ValidationError, match="log_level"):
        Settings.model_validate({"log_level": 7})
