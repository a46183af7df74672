from pathlib import Path

import pytest

from district_reports.problems import DistrictReportsError
from district_reports.settings import PROJECT_DIR, load_settings


def test_nothing_set_means_everything_under_the_project():
    settings = load_settings({})
    assert settings.local_dir == PROJECT_DIR / ".local"
    assert settings.inbox_dir == PROJECT_DIR / ".local" / "inbox"
    assert settings.database_url is None
    assert settings.smtp_host == ""


def test_all_own_files_are_under_the_local_directory(tmp_path: Path):
    settings = load_settings({"LOCAL_DIR": str(tmp_path)})
    own = [settings.archive_dir, settings.output_dir, settings.postgres_dir, settings.airflow_home]
    assert {path.parent for path in own} == {tmp_path}


def test_a_relative_path_starts_at_the_project_whatever_the_working_directory(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings({"INBOX": "some/inbox"}).inbox_dir == PROJECT_DIR / "some" / "inbox"


def test_an_inbox_that_somebody_named_is_not_ours_to_make():
    assert load_settings({}).has_own_inbox
    assert not load_settings({"INBOX": "some/inbox"}).has_own_inbox


def test_an_empty_variable_counts_as_unset():
    assert load_settings({"DATABASE_URL": " ", "INBOX": "", "SMTP_PORT": ""}) == load_settings({})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_the_database_url_loses_its_driver(scheme: str):
    settings = load_settings({"DATABASE_URL": f"{scheme}://reader@localhost/reports"})
    assert settings.database_url == "postgresql://reader@localhost/reports"


def test_another_kind_of_database_is_refused_without_showing_its_password():
    with pytest.raises(DistrictReportsError) as refusal:
        load_settings({"DATABASE_URL": "mysql://reader:secret@localhost/reports"})
    assert "DATABASE_URL" in str(refusal.value)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("text", ["mail", "70000", "-1"])
def test_a_port_that_is_none_names_its_variable(text: str):
    with pytest.raises(DistrictReportsError, match="SMTP_PORT"):
        load_settings({"SMTP_PORT": text})


def test_nobody_is_told_anything_until_a_list_says_who():
    settings = load_settings(
        {"ALERTS": "alerts.csv", "ALERT_BOT": "abc", "PUBLIC_URL": "https://reports.example.invalid/"}
    )
    assert load_settings({}).alerts_file is None
    assert settings.alerts_file == PROJECT_DIR / "alerts.csv"
    assert settings.alert_secrets == {"ALERT_BOT": "abc"}
    assert settings.public_url == "https://reports.example.invalid"
    assert "abc" not in repr(settings)
