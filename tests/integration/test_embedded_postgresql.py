"""The embedded server under what real machines do to it: two runs at once, kill -9, leftovers of a crash."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest

from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings
from district_reports.warehouse.database.cluster import place_cluster
from district_reports.warehouse.database.server import ensure_database, remove_database, running_database

USER_PROCESS = """
import sys
from district_reports.settings import load_settings
from district_reports.warehouse.database.server import running_database
with running_database(load_settings()) as url:
    print(url, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def settings(session_settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    own = replace(session_settings, local_dir=session_settings.local_dir / tmp_path.name)
    yield own
    remove_database(own)


@contextmanager
def another_process(settings: Settings) -> Iterator[tuple[subprocess.Popen, str]]:
    """A second run of the program that uses the database until it is told to end."""
    environment = os.environ | {"LOCAL_DIR": str(settings.local_dir)}
    command = [sys.executable, "-c", USER_PROCESS]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.communicate()


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def postmaster_id(settings: Settings) -> int:
    return int((place_cluster(settings.postgres_dir).data_dir / "postmaster.pid").read_text().split()[0])


def test_what_was_written_is_there_at_the_next_start_and_the_server_stops_between(settings: Settings):
    with running_database(settings) as url, psycopg.connect(url) as connection:
        connection.execute("create table kept as select 'Điện Biên' as name")
    assert not answers(url)
    with running_database(settings) as url, psycopg.connect(url) as connection:
        assert connection.execute("select upper(name) from kept").fetchone() == ("ĐIỆN BIÊN",)


def test_two_processes_share_one_server_and_the_last_one_out_stops_it(settings: Settings):
    with another_process(settings) as (_, first_url), another_process(settings) as (_, second_url):
        assert first_url == second_url
        with running_database(settings) as url:
            assert url == first_url
        assert answers(first_url)
    assert not answers(first_url)


def test_two_processes_may_start_at_the_same_moment(settings: Settings):
    environment = os.environ | {"LOCAL_DIR": str(settings.local_dir)}
    command = [sys.executable, "-c", USER_PROCESS]
    started = [subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in "ab"]
    urls = {process.communicate(input=b"\n", timeout=60)[0] for process in started}
    assert [process.returncode for process in started] == [0, 0]
    assert len(urls) == 1


def test_a_killed_tool_stops_neither_the_next_start_nor_its_end(settings: Settings):
    with another_process(settings) as (process, first_url):
        process.kill()
    assert answers(first_url), "nobody was left to stop the server"
    with running_database(settings) as url:
        assert answers(url)
    assert not answers(url)


def test_a_killed_server_is_started_again(settings: Settings):
    with another_process(settings) as (process, _):
        os.kill(postmaster_id(settings), signal.SIGKILL)
        process.kill()
    with running_database(settings) as url:
        assert answers(url)


def test_a_server_killed_under_a_running_tool_is_started_again_by_the_next(settings: Settings):
    with another_process(settings):
        os.kill(postmaster_id(settings), signal.SIGKILL)
        with running_database(settings) as url:
            assert answers(url)


def test_a_process_id_that_now_belongs_to_another_program_is_no_obstacle(settings: Settings):
    with running_database(settings):
        lines = (place_cluster(settings.postgres_dir).data_dir / "postmaster.pid").read_text().split("\n")
    stale = place_cluster(settings.postgres_dir).data_dir / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    with running_database(settings) as url:
        assert answers(url)
    assert psutil.pid_exists(os.getpid())


def test_a_cluster_that_was_half_made_is_made_again(settings: Settings):
    settings.postgres_dir.mkdir(parents=True)
    unfinished = place_cluster(settings.postgres_dir).home / "data.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("half")
    with running_database(settings) as url:
        assert answers(url)


def test_a_connection_needs_the_password_and_only_this_machine_is_listened_to(settings: Settings):
    with running_database(settings) as url:
        password = place_cluster(settings.postgres_dir).password
        assert answers(url)
        assert not answers(url.replace(password, "guessed"))
        with psycopg.connect(url) as connection:
            assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)
            assert connection.execute("show unix_socket_directories").fetchone() == ("",)
        password_file = place_cluster(settings.postgres_dir).home / "password"
        assert password_file.stat().st_mode & 0o077 == 0


def test_a_forked_child_does_not_keep_the_server_running(settings: Settings):
    with running_database(settings) as url:
        child = os.fork()
        if child == 0:
            signal.pause()
    try:
        assert not answers(url)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_second_database_on_the_same_server_is_made_once(settings: Settings):
    with running_database(settings) as url:
        first = ensure_database(url, "airflow")
        with psycopg.connect(first) as connection:
            connection.execute("create table kept (number int)")
        assert ensure_database(url, "airflow") == first
        with psycopg.connect(first) as connection:
            assert connection.execute("select count(*) from kept").fetchone() == (0,)


def test_a_directory_the_servers_user_cannot_enter_is_no_obstacle(settings: Settings):
    settings.local_dir.mkdir(mode=0o700)
    with running_database(settings) as url:
        assert answers(url)
    assert settings.local_dir.stat().st_mode & 0o777 == 0o700


def test_removing_the_database_is_refused_while_it_is_used_and_leaves_nothing_afterwards(settings: Settings):
    with running_database(settings):
        home = place_cluster(settings.postgres_dir).home
        with pytest.raises(DistrictReportsError, match="in use"):
            remove_database(settings)
    remove_database(settings)
    assert not home.exists()


def test_database_url_names_any_other_server(settings: Settings, database_url: str):
    with running_database(replace(settings, database_url=database_url)) as url:
        assert url == database_url
    assert not settings.postgres_dir.exists()


def test_a_database_that_does_not_answer_is_named_without_its_password(settings: Settings):
    elsewhere = replace(settings, database_url="postgresql://reader:secret@127.0.0.1:1/reports")
    with pytest.raises(DistrictReportsError, match="DATABASE_URL") as refusal, running_database(elsewhere):
        pass
    assert "secret" not in str(refusal.value)
