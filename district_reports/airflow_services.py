"""`make up`: Airflow's own services on this machine, with the embedded PostgreSQL, until they are told to stop."""

import os
import subprocess
import sys
import threading
from contextlib import ExitStack

from district_reports.airflow_environment import METADATA_DATABASE, WEB_USER, airflow_environment, web_password_file
from district_reports.problems import DistrictReportsError
from district_reports.services import (
    alone,
    note_processes,
    refuse_dead_service,
    service,
    stop_on_signals,
    usual_or_free_port,
    wait_until_healthy,
)
from district_reports.settings import Settings, load_settings
from district_reports.warehouse.server import ensure_database, running_database

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
    stop = stop_on_signals()
    settings = load_settings()
    try:
        with running_database(settings) as url:
            _serve(settings, url, stop)
    except DistrictReportsError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1
    return 0


def _serve(settings: Settings, url: str, stop: threading.Event) -> None:
    home = settings.airflow_home
    home.mkdir(parents=True, exist_ok=True)
    port = settings.web_port or usual_or_free_port(USUAL_PORT)
    environment = os.environ | airflow_environment(settings, ensure_database(url, METADATA_DATABASE)) | _ports(port)
    print("Airflow prepares its metadata …", flush=True)
    subprocess.run(_airflow("db", "migrate"), env=environment, check=True, stdout=subprocess.DEVNULL)
    with ExitStack() as running:
        running.enter_context(alone(home, "Airflow's services", "airflow"))
        services = {
            name: running.enter_context(service(name, _airflow(name, *options), home, environment))
            for name, options in SERVICES.items()
        }
        note_processes(home, services)
        print("Airflow starts its services …", flush=True)
        wait_until_healthy(f"http://127.0.0.1:{port}/api/v2/monitor/health", services, stop, home)
        _print_banner(settings, port)
        while not stop.wait(1):
            refuse_dead_service(services, home)
        print("\nstopping …", flush=True)


def _print_banner(settings: Settings, port: int) -> None:
    print(
        f"\nAirflow is ready: http://127.0.0.1:{port}\n"
        f"  user      {WEB_USER}\n"
        f"  password  in {web_password_file(settings)}\n"
        f"  inbox     {settings.inbox_dir}\n"
        f"  logs      {settings.airflow_home}\n"
        "Ctrl-C stops it.",
        flush=True,
    )


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
