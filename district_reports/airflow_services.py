"""`make up`: Airflow's own services on this machine, with the embedded PostgreSQL, until they are told to stop."""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil

from district_reports.airflow_environment import METADATA_DATABASE, WEB_USER, airflow_environment, web_password_file
from district_reports.problems import DistrictReportsError
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
PROCESS_IDS = "services.pids"
START_TIMEOUT_SECONDS = 120
STOP_TIMEOUT_SECONDS = 20


def main() -> int:
    """Serve until Ctrl-C or SIGTERM (0), or until a service ends by itself (1)."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    settings = load_settings()
    try:
        with running_database(settings) as url:
            _serve(settings, url, stop)
    except DistrictReportsError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1
    return 0


def _serve(settings: Settings, url: str, stop: threading.Event) -> None:
    settings.airflow_home.mkdir(parents=True, exist_ok=True)
    port = settings.web_port or _usual_or_free_port()
    environment = os.environ | airflow_environment(settings, ensure_database(url, METADATA_DATABASE)) | _ports(port)
    print("Airflow prepares its metadata …", flush=True)
    subprocess.run(_airflow("db", "migrate"), env=environment, check=True, stdout=subprocess.DEVNULL)
    with ExitStack() as running:
        running.enter_context(_alone(settings.airflow_home))
        services = {
            name: running.enter_context(_service(name, settings.airflow_home, environment)) for name in SERVICES
        }
        process_ids = " ".join(str(process.pid) for process in services.values())
        (settings.airflow_home / PROCESS_IDS).write_text(process_ids)
        print("Airflow starts its services …", flush=True)
        _wait_until_healthy(f"http://127.0.0.1:{port}/api/v2/monitor/health", services, stop, settings.airflow_home)
        _print_banner(settings, port)
        while not stop.wait(1):
            _refuse_dead_service(services, settings.airflow_home)
        print("\nstopping …", flush=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Refuse a second `make up` here; end what a killed one left behind."""
    with (home / "services.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DistrictReportsError(
                "Airflow's services run already", place=str(home), remedy="use those, or end them with Ctrl-C"
            ) from None
        left_behind = home / PROCESS_IDS
        for process_id in map(int, left_behind.read_text().split() if left_behind.exists() else ()):
            # The number may belong to another program by now.
            if psutil.pid_exists(process_id) and "airflow" in psutil.Process(process_id).cmdline():
                os.killpg(process_id, signal.SIGKILL)
        yield
        left_behind.unlink(missing_ok=True)


@contextmanager
def _service(name: str, log_dir: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """One Airflow service with its output in `<name>.log`; ended on leaving."""
    with (log_dir / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            # Of its own session: Ctrl-C reaches us alone, and we end the services in good order.
            _airflow(name, *SERVICES[name]),
            env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            # No thread is running yet that could hold a lock while this forks.
            start_new_session=True, preexec_fn=_end_with_parent,  # noqa: PLW1509
        )  # fmt: skip
    try:
        yield process
    finally:
        _end_session(process)


def _end_session(process: subprocess.Popen) -> None:
    """End a service politely, then whatever is left of its session."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_TIMEOUT_SECONDS)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def _end_with_parent() -> None:
    """Runs in the child: on Linux, a killed `make up` takes its services along."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _wait_until_healthy(url: str, services: dict[str, subprocess.Popen], stop: threading.Event, log_dir: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while not stop.wait(0.5):
        _refuse_dead_service(services, log_dir)
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise DistrictReportsError(
                    f"Airflow does not answer after {START_TIMEOUT_SECONDS} s",
                    place=url,
                    remedy=f"its logs are in {log_dir}",
                ) from None


def _refuse_dead_service(services: dict[str, subprocess.Popen], log_dir: Path) -> None:
    for name, process in services.items():
        if process.poll() is not None:
            raise DistrictReportsError(
                f"Airflow's {name} ended by itself", remedy=f"the end of {log_dir / name}.log tells why"
            )


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


def _usual_or_free_port() -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", USUAL_PORT))
        except OSError:
            return _free_port()
    return USUAL_PORT


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _airflow(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "airflow", *arguments]


if __name__ == "__main__":
    sys.exit(main())
