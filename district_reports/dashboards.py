"""`make dashboards`: Superset on this machine, over the warehouse, until it is told to stop.

Superset lives in an environment of its own and is told everything through variables and standard input. It keeps its
metadata in a database beside the warehouse and reaches the warehouse as whoever asks, so it holds no rights of its own.
"""

import json
import os
import secrets
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from district_reports.problems import DistrictReportsError
from district_reports.services import alone, run_until_stopped, running, say_ready, usual_or_free_port, watch
from district_reports.settings import Settings, load_settings
from district_reports.warehouse import access
from district_reports.warehouse.access import Reader
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import ensure_database, running_database
from district_reports.warehouse.schema.shape import prepare_warehouse

METADATA_DATABASE = "superset"
USUAL_PORT = 8088
WORKERS, THREADS = 2, 8
# How soon somebody who was given a province can log in. Whom one was taken from sees nothing at once.
GRANTS_CHECKED_EVERY_SECONDS = 30


def main() -> int:
    """Serve until Ctrl-C or SIGTERM (0), or until Superset ends by itself (1)."""
    return run_until_stopped(_serve)


def _serve(stop: threading.Event) -> None:
    settings = load_settings()
    with running_database(settings) as url:
        serve(settings, url, stop)


def serve(settings: Settings, url: str, stop: threading.Event) -> None:
    """Bring Superset's metadata up to date and serve the dashboards until `stop` is set."""
    home = settings.dashboards_home
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    if not settings.dashboards_python.exists():
        raise DistrictReportsError(
            "Superset is not installed", place=str(settings.dashboards_python), remedy="make dashboards"
        )
    port = settings.dashboards_port or usual_or_free_port(USUAL_PORT)
    environment = os.environ | superset_environment(settings, url)
    with alone(home, "the dashboards", "gunicorn"):
        print("Superset prepares its metadata …", flush=True)
        with connect(url) as connection:
            prepare_warehouse(connection)
        grants = _Grants(settings, url, environment)
        address = f"http://127.0.0.1:{port}"
        commands = {"superset": _gunicorn(settings, port)}
        with running(commands, home, environment, f"{address}/health", stop) as services:
            say_ready("The dashboards are ready", address, _told(settings, grants.readers))
            watch(services, home, stop, GRANTS_CHECKED_EVERY_SECONDS, grants.take_over)


class _Grants:
    """Who may read, as Superset was told last."""

    def __init__(self, settings: Settings, url: str, environment: dict[str, str]) -> None:
        self._settings, self._url, self._environment = settings, url, environment
        self.readers = load(settings, url, environment)

    def take_over(self) -> None:
        """Tell Superset what changed. What fails here is said and tried again: it goes on for those it knows."""
        try:
            with connect(self._url) as connection:
                readers = access.list_readers(connection)
            if readers != self.readers:
                self.readers = load(self._settings, self._url, self._environment)
        except DistrictReportsError as error:
            print(f"grants were not taken over: {error}", file=sys.stderr, flush=True)


def load(settings: Settings, url: str, environment: dict[str, str]) -> list[Reader]:
    """Bring Superset to what the repository and the grants say; who may read now."""
    with connect(url) as connection:
        readers = access.list_readers(connection)
        logins = [
            asdict(reader) | {"password": access.ensure_password(connection, reader.login, settings.passwords_file)}
            for reader in readers
        ]
    log = settings.dashboards_home / "load.log"
    command = [str(settings.dashboards_python), str(_dashboards_dir(settings) / "load.py")]
    with log.open("w") as output:
        outcome = subprocess.run(
            command, input=json.dumps(logins), text=True, env=environment,
            stdout=output, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if outcome.returncode != 0:
        raise DistrictReportsError("Superset could not be prepared", place=str(log), remedy="its end tells why")
    return readers


def superset_environment(settings: Settings, url: str) -> dict[str, str]:
    """What `dashboards/superset_config.py` and `dashboards/load.py` read."""
    own = _own_secrets(settings.dashboards_home / "secrets.json")
    address = urlsplit(url)
    # Whoever asks puts in the name; this one has no login, so nothing is read in nobody's name.
    nobody = urlunsplit(address._replace(netloc=f"nobody@{address.hostname}:{address.port or 5432}"))
    return {
        "SUPERSET_CONFIG_PATH": str(_dashboards_dir(settings) / "superset_config.py"),
        # What that file imports lies beside it.
        "PYTHONPATH": str(_dashboards_dir(settings)),
        "SUPERSET_HOME": str(settings.dashboards_home),
        "FLASK_APP": "superset.app:create_app()",
        "DASHBOARDS_SECRET_KEY": own["secret_key"],
        "DASHBOARDS_ADMIN_PASSWORD": own["admin_password"],
        "DASHBOARDS_METADATA_URL": _for_psycopg2(_metadata_url(url)),
        "DASHBOARDS_WAREHOUSE_URL": _for_psycopg2(nobody),
        "DASHBOARDS_PASSWORDS_FILE": str(settings.passwords_file),
        "DASHBOARDS_TRANSLATIONS_DIR": str(settings.dashboards_home / "translations"),
    }


def _metadata_url(url: str) -> str:
    """Superset's own database on the same server, made when missing; no reader of the warehouse may connect to it."""
    metadata_url = ensure_database(url, METADATA_DATABASE)
    with connect(metadata_url) as connection:
        access.keep_to_owner(connection)
    return metadata_url


def _gunicorn(settings: Settings, port: int) -> list[str]:
    return [
        str(settings.dashboards_python), "-m", "gunicorn", "--bind", f"{settings.dashboards_host}:{port}",
        "--workers", str(WORKERS), "--threads", str(THREADS), "--timeout", "120", "superset.app:create_app()",
    ]  # fmt: skip


def _own_secrets(path: Path) -> dict[str, str]:
    """The secrets of this checkout, made at the first call, for their owner only."""
    if not path.exists():
        keys = {"secret_key": secrets.token_hex(32), "admin_password": secrets.token_urlsafe(15)}
        access.write_privately(path, json.dumps(keys))
    return json.loads(path.read_text(encoding="utf-8"))


def _for_psycopg2(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg2://", 1)


def _dashboards_dir(settings: Settings) -> Path:
    return settings.project_dir / "dashboards"


def _told(settings: Settings, readers: list[Reader]) -> dict[str, object]:
    return {
        "readers": ", ".join(reader.login for reader in readers) or "nobody yet: district-reports access grant …",
        "passwords": f"in {settings.passwords_file}",
        "logs": settings.dashboards_home,
    }


if __name__ == "__main__":
    sys.exit(main())
