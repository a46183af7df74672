"""`make up`: Airflow's own services on this machine, with the embedded PostgreSQL, until they are told to stop."""

import os
import subprocess
import sys
import threading

from district_reports.airflow_environment import METADATA_DATABASE, WEB_USER, airflow_environment, web_password_file
from district_reports.services import alone, run_until_stopped, running, say_ready, usual_or_free_port, watch
from district_reports.settings import Settings, load_settings
from district_reports.warehouse.database.server import ensure_database, running_database

# Without log servers, which listen on every address: the web server reads the logs from this machine's disk.
SERVICES = {
    "api-server": (),
    "scheduler": ("--skip-serve-logs",),
    "dag-processor": (),
    "triggerer": ("--skip-serve-logs",),
}
USUAL_PORT = 8080


def main() -> int:
    """Serve until Ctrl-C or SIGTERM (0), or until a service ends by itself (1)."""
    return run_until_stopped(_serve)


def _serve(stop: threading.Event) -> None:
    settings = load_settings()
    home = settings.airflow_home
    home.mkdir(parents=True, exist_ok=True)
    port = settings.web_port or usual_or_free_port(USUAL_PORT)
    with running_database(settings) as url, alone(home, "Airflow's services", "airflow"):
        environment = os.environ | airflow_environment(settings, ensure_database(url, METADATA_DATABASE)) | _ports(port)
        print("Airflow prepares its metadata …", flush=True)
        subprocess.run(_airflow("db", "migrate"), env=environment, check=True, stdout=subprocess.DEVNULL)
        print("Airflow starts its services …", flush=True)
        commands = {name: _airflow(name, *options) for name, options in SERVICES.items()}
        health = f"http://127.0.0.1:{port}/api/v2/monitor/health"
        with running(commands, home, environment, health, stop) as services:
            say_ready("Airflow is ready", f"http://127.0.0.1:{port}", _told(settings))
            watch(services, home, stop, every_seconds=1)


def _told(settings: Settings) -> dict[str, object]:
    return {
        "user": WEB_USER,
        "password": f"in {web_password_file(settings)}",
        "inbox": settings.inbox_dir,
        "logs": settings.airflow_home,
    }


def _ports(web_port: int) -> dict[str, str]:
    """Where Airflow listens: on this machine only."""
    return {
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(web_port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{web_port}",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{web_port}/execution/",
    }


def _airflow(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "airflow", *arguments]


if __name__ == "__main__":
    sys.exit(main())
