"""Keeps the embedded server running between commands, for whoever works in the warehouse with tools of their own.

A process of its own holds a share of the server until it is told to stop; its lock dies with it, like every other.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings, load_settings
from district_reports.warehouse.database.server import running_database

_READY = "ready"
_STOP_TIMEOUT_SECONDS = 60


def keep_running(settings: Settings) -> None:
    """Start the keeper, unless there is one; returns when the server answers."""
    if _keeper_of(settings) is not None:
        return
    log = _lock_path(settings).with_name("keeper.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as errors:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "district_reports.warehouse.database.keeper"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True,
            env={**os.environ, "LOCAL_DIR": str(settings.local_dir)},
        )  # fmt: skip
    if keeper.stdout is None or keeper.stdout.readline().strip() != _READY:
        raise DistrictReportsError(
            "the embedded server could not be kept running", place=str(log), remedy="read what this file says"
        )


def stop_keeping(settings: Settings) -> bool:
    """Tell the keeper to leave and wait until it has; False when there is none."""
    process_id = _keeper_of(settings)
    if process_id is None:
        return False
    os.kill(process_id, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_TIMEOUT_SECONDS
    while _keeper_of(settings) is not None:
        if time.monotonic() > deadline:
            raise DistrictReportsError(
                "the process that keeps the server does not end", place=f"process {process_id}", remedy="kill it"
            )
        time.sleep(0.1)
    return True


def _lock_path(settings: Settings) -> Path:
    return settings.postgres_dir / "keeper.lock"


def _keeper_of(settings: Settings) -> int | None:
    """The process that holds the keeper's lock, None when nobody does."""
    try:
        with _lock_path(settings).open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(lock.read())
    except FileNotFoundError:
        return None
    return None


def main() -> None:
    """Hold a share of the server until told to stop."""
    settings = load_settings()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _lock_path(settings).parent.mkdir(parents=True, exist_ok=True)
    with _lock_path(settings).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        with running_database(settings):
            print(_READY, flush=True)
            while True:
                signal.pause()


if __name__ == "__main__":
    main()
