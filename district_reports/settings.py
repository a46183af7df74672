"""Where things are and whom to ask: the only reader of environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from district_reports.problems import DistrictReportsError

PROJECT_DIR = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two machines; all paths are absolute.

    `database_url` is None when the embedded PostgreSQL is to be used; `smtp_host` is empty when no mail is sent.
    `alerts_file` lists who is told what, None when nobody is; `alert_secrets` are what its addresses ask for by name.
    """

    project_dir: Path
    local_dir: Path
    inbox_dir: Path
    database_url: str | None = None
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    mail_from: str = ""
    web_port: int = 0
    dashboards_host: str = "127.0.0.1"
    dashboards_port: int = 0
    public_url: str = ""
    alerts_file: Path | None = None
    alert_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def has_own_inbox(self) -> bool:
        """Whether the inbox is ours to make: a directory somebody named must be there."""
        return self.inbox_dir == self.local_dir / "inbox"

    @property
    def archive_dir(self) -> Path:
        """Originals as they came, by sha256; never changed."""
        return self.local_dir / "archive"

    @property
    def output_dir(self) -> Path:
        """Pages and workbooks of the newest releases."""
        return self.local_dir / "published"

    @property
    def feedback_dir(self) -> Path:
        """What senders get back, a directory for each submission."""
        return self.local_dir / "feedback"

    @property
    def data_docs_dir(self) -> Path:
        """Pages for engineers on what the gates evaluated: counts, never rows."""
        return self.local_dir / "data_docs"

    @property
    def postgres_dir(self) -> Path:
        """Locks, data and log of the embedded PostgreSQL."""
        return self.local_dir / "postgresql"

    @property
    def dashboards_home(self) -> Path:
        """Superset's own files: logs, generated secrets."""
        return self.local_dir / "dashboards"

    @property
    def dashboards_python(self) -> Path:
        """The interpreter of the environment that Superset has for itself."""
        return self.project_dir / ".venv-dashboards" / "bin" / "python"

    @property
    def passwords_file(self) -> Path:
        """Passwords of the logins that `access` made, for their owner only."""
        return self.local_dir / "access" / "passwords.json"

    @property
    def airflow_home(self) -> Path:
        """Airflow's own files: logs, generated secrets."""
        return self.local_dir / "airflow"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process; an empty variable counts as unset, a relative path starts at the project."""
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    local_dir = _absolute_path(given.get("LOCAL_DIR", ".local"))
    return Settings(
        project_dir=PROJECT_DIR,
        local_dir=local_dir,
        inbox_dir=_absolute_path(given["INBOX"]) if "INBOX" in given else local_dir / "inbox",
        database_url=_plain_database_url(given["DATABASE_URL"]) if "DATABASE_URL" in given else None,
        smtp_host=given.get("SMTP_HOST", ""),
        smtp_port=_port(given, "SMTP_PORT", 25),
        smtp_user=given.get("SMTP_USER", ""),
        smtp_password=given.get("SMTP_PASSWORD", ""),
        mail_from=given.get("MAIL_FROM", ""),
        web_port=_port(given, "WEB_PORT", 0),
        dashboards_host=given.get("DASHBOARDS_HOST", "127.0.0.1"),
        dashboards_port=_port(given, "DASHBOARDS_PORT", 0),
        public_url=given.get("PUBLIC_URL", "").rstrip("/"),
        alerts_file=_absolute_path(given["ALERTS"]) if "ALERTS" in given else None,
        alert_secrets={name: value for name, value in given.items() if name.startswith("ALERT_")},
    )


def _absolute_path(text: str) -> Path:
    return (PROJECT_DIR / Path(text).expanduser()).resolve()


def _plain_database_url(text: str) -> str:
    """`postgresql://…`, whatever driver the writer had in mind: each of ours adds its own."""
    scheme, separator, rest = text.partition("://")
    if not separator or scheme.partition("+")[0] not in {"postgres", "postgresql"}:
        raise DistrictReportsError(
            "DATABASE_URL does not name a PostgreSQL database",
            place=f"DATABASE_URL={scheme}{separator}…",
            remedy="write postgresql://user:password@host:port/database, or leave it empty for the embedded server",
        )
    return f"postgresql://{rest}"


def _port(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not text.isdecimal() or int(text) > 65535:
        raise DistrictReportsError(
            f"{name} is not a port number", place=f"{name}={text}", remedy="write a number from 0 to 65535"
        )
    return int(text)
