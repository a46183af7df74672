"""Programs that run beside us until they are told to stop: started, watched, ended in good order.

A command that serves is `run_until_stopped`; inside, `alone`, `running` and `watch` follow each other.
"""

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil

from district_reports.problems import DistrictReportsError

PROCESS_IDS = "services.pids"
START_TIMEOUT_SECONDS = 120
STOP_TIMEOUT_SECONDS = 20

Services = Mapping[str, subprocess.Popen]


def run_until_stopped(serve: Callable[[threading.Event], None]) -> int:
    """Serve until Ctrl-C or SIGTERM, which set the event (0), or until that cannot go on, which is said (1)."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        serve(stop)
    except DistrictReportsError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1
    return 0


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


@contextmanager
def running(
    commands: Mapping[str, Sequence[str]],
    home: Path,
    environment: Mapping[str, str],
    health: str,
    stop: threading.Event,
) -> Iterator[Services]:
    """Start each command under its name and wait until the address `health` answers; all are ended on leaving."""
    with ExitStack() as started:
        services = {
            name: started.enter_context(_service(name, command, home, environment))
            for name, command in commands.items()
        }
        # For whoever comes after we were killed.
        (home / PROCESS_IDS).write_text(" ".join(str(process.pid) for process in services.values()))
        _wait_until_healthy(health, services, stop, home)
        yield services


def watch(
    services: Services, home: Path, stop: threading.Event, every_seconds: float, look: Callable[[], None] = lambda: None
) -> None:
    """Until told to stop, see that all run, and `look` for what is new; a DistrictReportsError when one ended."""
    while not stop.wait(every_seconds):
        _refuse_dead_service(services, home)
        look()
    print("\nstopping …", flush=True)


def say_ready(what: str, address: str, told: Mapping[str, object]) -> None:
    """Tell where it is served, and what else somebody needs to begin."""
    lines = [f"  {name:<10}{value}" for name, value in told.items()]
    print("\n".join([f"\n{what}: {address}", *lines, "Ctrl-C ends it."]), flush=True)


@contextmanager
def _service(
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


def _wait_until_healthy(url: str, services: Services, stop: threading.Event, log_dir: Path) -> None:
    """Return once the address answers, or we are told to stop; a DistrictReportsError when it never does."""
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while not stop.wait(0.5):
        _refuse_dead_service(services, log_dir)
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


def _refuse_dead_service(services: Services, log_dir: Path) -> None:
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
