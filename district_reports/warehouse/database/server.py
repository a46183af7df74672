"""A database to work in, for as long as it is needed: the embedded PostgreSQL, or the one `DATABASE_URL` names.

Any number of processes share the embedded server. Each holds a shared lock on `users.lock` while it works; starting
and stopping happen under an exclusive lock on `start.lock`; the last one out stops the server. The locks are flock's,
which die with their process: a killed process leaves nothing behind that a next start would trip over.
"""

import fcntl
import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings
from district_reports.warehouse.database.cluster import SUPERUSER, Cluster, place_cluster, remove_cluster

DATABASE = "district_reports"
OLDEST_VERSION = 16
LOCK_TIMEOUT_SECONDS = 180
RECOVERY_TIMEOUT_SECONDS = 60

_held_locks: weakref.WeakSet[TextIOWrapper] = weakref.WeakSet()


@contextmanager
def running_database(settings: Settings) -> Iterator[str]:
    """Yield the URL (`postgresql://…`) of a database that answers; the embedded server runs until the last user leaves.

    Raises DistrictReportsError when `DATABASE_URL` cannot be reached or is older than PostgreSQL 16, or when the
    embedded server does not start.
    """
    if settings.database_url:
        _check_external_database(settings.database_url)
        yield settings.database_url
        return
    settings.postgres_dir.mkdir(parents=True, exist_ok=True)
    with _lock(settings.postgres_dir / "start.lock", fcntl.LOCK_EX):
        users = _open_lock(settings.postgres_dir / "users.lock")
        _acquire(users, fcntl.LOCK_SH)
        try:
            cluster = place_cluster(settings.postgres_dir)
            url = ensure_database(_start(cluster), DATABASE)
        except BaseException:
            users.close()
            raise
    try:
        yield url
    finally:
        _leave(settings.postgres_dir, users, cluster)


def ensure_database(server_url: str, name: str) -> str:
    """URL of the database `name` on the same server, made when missing."""
    url = urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    with psycopg.connect(server_url, autocommit=True) as connection:
        exists = connection.execute("select from pg_database where datname = %s", [name]).fetchone() is not None
        if not exists:
            try:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
            except psycopg.errors.DuplicateDatabase:
                pass  # another process was faster; it is there, which is all that is promised
            except psycopg.errors.InsufficientPrivilege as error:
                raise DistrictReportsError(
                    f"there is no database '{name}' and this user may not make one",
                    place=_without_password(server_url),
                    remedy=f"have an administrator run: create database {name}",
                ) from error
    return url


def remove_database(settings: Settings) -> None:
    """Delete the embedded database for good; refused while a process uses it."""
    if not settings.postgres_dir.exists():
        return
    directory = settings.postgres_dir
    with _lock(directory / "start.lock", fcntl.LOCK_EX), _open_lock(directory / "users.lock") as users:
        if not _try_acquire(users, fcntl.LOCK_EX):
            raise DistrictReportsError(
                "the embedded database is in use", place=str(directory), remedy="end the other run first"
            )
        place_cluster(directory).stop()
        remove_cluster(directory)


def _start(cluster: Cluster) -> str:
    """URL of the running server's maintenance database; started, or started again, unless it answers."""
    cluster.create()
    port = cluster.port()
    if port is None or not _answers(_server_url(cluster, port), RECOVERY_TIMEOUT_SECONDS):
        port = cluster.start()
    return _server_url(cluster, port)


def _leave(directory: Path, users: TextIOWrapper, cluster: Cluster) -> None:
    """Give up the share; stop the server when no other process has one."""
    if users.closed:
        return  # a forked child: the share is its parent's
    with _lock(directory / "start.lock", fcntl.LOCK_EX), users:
        if _try_acquire(users, fcntl.LOCK_EX):
            cluster.stop()


def _server_url(cluster: Cluster, port: int) -> str:
    return f"postgresql://{SUPERUSER}:{cluster.password}@127.0.0.1:{port}/postgres"


def _answers(url: str, timeout_seconds: float) -> bool:
    """True once a connection works; a server that recovers from a crash says it is starting, and is waited for."""
    deadline = time.monotonic() + timeout_seconds
    while True:
        try:
            psycopg.connect(url, connect_timeout=10).close()
            return True
        except psycopg.OperationalError as error:
            if "starting up" not in str(error) or time.monotonic() > deadline:
                return False
            time.sleep(0.2)


def _check_external_database(url: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise DistrictReportsError(
            f"cannot connect to the database: {str(error).strip()}",
            place=_without_password(url),
            remedy="correct DATABASE_URL, or leave it empty to use the embedded server",
        ) from error
    if version < OLDEST_VERSION:
        raise DistrictReportsError(
            f"the database is PostgreSQL {version}",
            place=_without_password(url),
            remedy=f"use PostgreSQL {OLDEST_VERSION} or newer, or leave DATABASE_URL empty for the embedded server",
        )


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))


@contextmanager
def _lock(path: Path, mode: int) -> Iterator[None]:
    with _open_lock(path) as file:
        _acquire(file, mode)
        yield


def _open_lock(path: Path) -> TextIOWrapper:
    """A file to lock. Programs we start do not inherit it, and forked children close it: a lock is one process's."""
    file = path.open("a")
    _held_locks.add(file)
    return file


def _acquire(file: TextIOWrapper, mode: int) -> None:
    deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
    while not _try_acquire(file, mode):
        if time.monotonic() > deadline:
            raise DistrictReportsError(
                f"another process has been starting or stopping the embedded PostgreSQL for {LOCK_TIMEOUT_SECONDS} s",
                place=file.name,
                remedy="end that process (`fuser` or `lsof` on this file names it) and run again",
            )
        time.sleep(0.05)


def _try_acquire(file: TextIOWrapper, mode: int) -> bool:
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _close_inherited_locks() -> None:
    for file in list(_held_locks):
        file.close()


os.register_at_fork(after_in_child=_close_inherited_locks)
