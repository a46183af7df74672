"""How this project runs Airflow: computed from our settings, so that nobody edits an `airflow.cfg`."""

import base64
import json
import os
import secrets
from pathlib import Path

from district_reports.settings import Settings

METADATA_DATABASE = "airflow"
WEB_USER = "admin"


def airflow_environment(settings: Settings, metadata_url: str, logging_level: str = "INFO") -> dict[str, str]:
    """Environment variables for every Airflow process; `metadata_url` (`postgresql://…`) is its own database.

    Makes Airflow's home and, once, this checkout's secrets in it; both for their owner only.
    """
    settings.airflow_home.mkdir(parents=True, exist_ok=True)
    settings.airflow_home.chmod(0o700)
    keys = _own_secrets(settings.airflow_home / "secrets.json")
    return {
        "AIRFLOW_HOME": str(settings.airflow_home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(settings.project_dir / "dags"),
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__FERNET_KEY": keys["fernet_key"],
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{WEB_USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(web_password_file(settings)),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata_url.replace("postgresql://", "postgresql+psycopg2://", 1),
        "AIRFLOW__API__SECRET_KEY": keys["secret_key"],
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__INSTANCE_NAME": "District reports",
        "AIRFLOW__API_AUTH__JWT_SECRET": keys["jwt_secret"],
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(settings.airflow_home / "logs"),
        "AIRFLOW__LOGGING__LOGGING_LEVEL": logging_level,
    }


def web_password_file(settings: Settings) -> Path:
    """Where Airflow keeps the generated password of the web interface's user."""
    return settings.airflow_home / "web_passwords.json"


def _own_secrets(path: Path) -> dict[str, str]:
    """The secrets of this checkout, made at the first call."""
    if not path.exists():
        keys = {
            "fernet_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "secret_key": secrets.token_hex(32),
            "jwt_secret": secrets.token_hex(32),
        }
        unfinished = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            json.dump(keys, file)
        unfinished.replace(path)
    return json.loads(path.read_text())
