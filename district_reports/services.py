"""Programs that run beside us until they are told to stop: started, watched, ended in good order."""

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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from district_reports.problems import DistrictReportsError

PROCESS_IDS = "services.pids"
START_TIMEOUT_SECONDS = 120
STOP_TIMEOUT_SECONDS = 20

Services = Mapping[str, subprocess.Popen]


def stop_on_signals() -> threading.Event:
    """Set by Ctrl-C and SIGTERM from now on."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


@contextmanager
def alone(home: Path, what: str, program: str) -> Iterator[None]:
    """Refuse a second `what` on this home; end what a killed one left behind (processes of `program`)."""
    with (home / "services.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DistrictReportsError(
                f"{what} run already", place=str(home), remedy="use those, or end them with Ctrl-C"
            ) from None
        left_behind = home / PROCESS_IDS
        for process_id in map(int, left_behind.read_text().split() if left_behind.exists() else ()):
            # The number may belong to another program by now.
            if psutil.pid_exists(process_id) and program in psutil.Process(process_id).cmdline():
                os.killpg(process_id, signal.SIGKILL)
        yield
        left_behind.unlink(missing_ok=True)


def note_processes(home: Path, services: Services) -> None:
    """Remember what runs, for whoever comes after we were killed."""
    (home / PROCESS_IDS).write_text(" ".join(str(process.pid) for process in services.values()))


@contextmanager
def service(
    name: str, command: Sequence[str], log_dir: Path, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen]:
    """One program with its output in `<name>.log`; ended on leaving."""
    with (log_dir / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            # Of its own session: Ctrl-C reaches us alone, and we end the services in good order.
            command,
            env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            # No thread is running yet that could hold a lock while this forks.
            start_new_session=True, preexec_fn=_end_with_parent,  # noqa: PLW1509
        )  # fmt: skip
    try:
        yield process
    finally:
        _end_session(process)


def wait_until_healthy(url: str, services: Services, stop: threading.Event, log_dir: Path) -> None:
    """Return once the address answers, or we are told to stop; a DistrictReportsError when it never does."""
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while not stop.wait(0.5):
        refuse_dead_service(services, log_dir)
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise DistrictReportsError(
                    f"there is no answer after {START_TIMEOUT_SECONDS} s",
                    place=url,
                    remedy=f"its logs are in {log_dir}",
                ) from None


def refuse_dead_service(services: Services, log_dir: Path) -> None:
    """A DistrictReportsError naming a service that ended by itself."""
    for name, process in services.items():
        if process.poll() is not None:
            raise DistrictReportsError(
                f"the service {name} ended by itself", remedy=f"the end of {log_dir / name}.log tells why"
            )


def usual_or_free_port(usual: int) -> int:
    """`usual`, or a port that nobody uses now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", usual))
        except OSError:
            probe.close()
            with socket.socket() as another:
                another.bind(("127.0.0.1", 0))
                return another.getsockname()[1]
    return usual


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
    """Runs in the child: on Linux, whoever is killed takes its services along."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
