"""The settings that keep Superset from seeing more than who asks, and from telling anybody about it."""

import json
import runpy
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from district_reports.settings import PROJECT_DIR

WAREHOUSE = "postgresql+psycopg2://{}@127.0.0.1:5432/district_reports"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    """What Superset reads, on a machine where one person has a login."""
    passwords = tmp_path / "passwords.json"
    passwords.write_text(json.dumps({"lan": "mật khẩu"}), encoding="utf-8")
    monkeypatch.setenv("DASHBOARDS_SECRET_KEY", "secret")
    monkeypatch.setenv("DASHBOARDS_METADATA_URL", "postgresql://nowhere")
    monkeypatch.setenv("DASHBOARDS_PASSWORDS_FILE", str(passwords))
    monkeypatch.setenv("DASHBOARDS_TRANSLATIONS_DIR", str(tmp_path))
    return runpy.run_path(str(PROJECT_DIR / "dashboards" / "superset_settings.py"))


def test_who_asks_reaches_the_warehouse_as_itself(settings: dict):
    url, _ = settings["DB_CONNECTION_MUTATOR"](make_url(WAREHOUSE.format("lan")), {}, "lan", None, None)
    assert (url.username, url.password) == ("lan", "mật khẩu")


@pytest.mark.parametrize("name", ["admin", "nobody", "lan2"])
def test_who_has_no_login_there_gets_no_connection(settings: dict, name: str):
    with pytest.raises(PermissionError, match=name):
        settings["DB_CONNECTION_MUTATOR"](make_url(WAREHOUSE.format(name)), {}, name, None, None)


def test_the_browser_loads_nothing_from_elsewhere(settings: dict):
    policy = settings["TALISMAN_CONFIG"]["content_security_policy"]
    sources = {source for rule in policy.values() for source in ([rule] if isinstance(rule, str) else rule)}
    assert {"default-src", "script-src", "connect-src"} <= policy.keys(), "what is not named comes from anywhere"
    assert sources <= {"'self'", "'none'", "'unsafe-inline'", "'strict-dynamic'", "blob:", "data:"}


def test_no_row_is_kept_outside_the_database(settings: dict):
    assert settings["CACHE_CONFIG"] == settings["DATA_CACHE_CONFIG"] == {"CACHE_TYPE": "NullCache"}
    assert settings["RESULTS_BACKEND"] is None


def test_numbers_are_written_as_vietnamese_readers_write_them(settings: dict):
    assert (settings["D3_FORMAT"]["decimal"], settings["D3_FORMAT"]["thousands"]) == (",", ".")
