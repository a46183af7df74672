"""The dashboards keep connections for the next chart: each for its own login, with no right and no row kept in it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from hand_made import insert

from district_reports.settings import PROJECT_DIR
from district_reports.warehouse.access import Grant, ensure_password, enter_grant, find_province, withdraw_grant
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.scratch import scratch_warehouse

OWN, OTHER = "kept_own", "kept_other"
PROVINCES = {OWN: find_province("Lạng Sơn"), OTHER: find_province("Điện Biên")}
DRAWN = "select province_name from analytics.board_releases where round = '2024'"


@pytest.fixture
def url(database_url: str) -> Iterator[str]:
    """A warehouse with a release of each of two provinces, and an analyst of each."""
    with scratch_warehouse(database_url, "kept") as url:
        with connect(url) as connection:
            for login, province in PROVINCES.items():
                enter_grant(connection, Grant(login, "analyst", province, "Nguyễn Văn A", "kiểm thử"))
                publish(connection, province.name, province.code, 1)
        yield url
        with connect(url) as connection:
            for login in PROVINCES:
                connection.execute(f"drop owned by {login}; drop role {login}")


@pytest.fixture
def connectors(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable]:
    """What Superset connects with, for each analyst."""
    monkeypatch.syspath_prepend(str(PROJECT_DIR / "dashboards"))
    monkeypatch.delitem(sys.modules, "kept_connections", raising=False)
    from kept_connections import connector

    parts = urlsplit(url)
    place = {"host": parts.hostname, "port": parts.port, "dbname": parts.path[1:]}
    with connect(url) as connection:
        passwords = {login: ensure_password(connection, login, tmp_path / "passwords.json") for login in PROVINCES}
    return {login: connector(place | {"user": login, "password": passwords[login]}) for login in PROVINCES}


def publish(connection: psycopg.Connection, name: str, code: str, number: int) -> None:
    insert(connection, "release.releases", release_id=f"{code}-2024-00{number}", area_list="from_2025_07",
           province_code=code, province_name=name, round="2024", release_number=number, content_sha256="0" * 64,
           published_at="2025-01-10", status="final", rule_set_version="1", code_version="1")  # fmt: skip


def ask(connector: Callable, query: str) -> tuple[int, set]:
    """The connection's number on the server and what was answered; the connection is closed, as after a chart."""
    connection = connector()
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = {row[0] for row in cursor.fetchall()}
    number = connection.info.backend_pid
    connection.close()
    return number, rows


def test_the_next_question_of_a_login_takes_its_connection_and_nobody_elses(connectors: dict[str, Callable]):
    first, own = ask(connectors[OWN], DRAWN)
    others, other = ask(connectors[OTHER], DRAWN)
    again, own_again = ask(connectors[OWN], DRAWN)
    assert first == again != others
    assert own == own_again == {"Lạng Sơn"}
    assert other == {"Điện Biên"}


def test_what_a_question_set_is_gone_at_the_next(connectors: dict[str, Callable]):
    first, _ = ask(connectors[OWN], "select set_config('search_path', 'analytics', false)")
    again, path = ask(connectors[OWN], "show search_path")
    assert first == again
    assert path == {'"$user", public'}


def test_a_kept_connection_sees_a_new_release_at_once_and_nothing_once_the_grant_is_taken_back(
    url: str, connectors: dict[str, Callable]
):
    editions = "select edition_label from analytics.board_releases where view_label = 'Như báo cáo'"
    first, before = ask(connectors[OWN], editions)
    with connect(url) as connection:
        publish(connection, "Lạng Sơn", PROVINCES[OWN].code, 2)
    _, after = ask(connectors[OWN], editions)
    assert before == {"Mới nhất"}
    assert after == {"Mới nhất", "Lần 1, 10/01/2025"}
    with connect(url) as connection:
        [(grant,)] = connection.execute("select grant_id from access.grants where login_role = %s", [OWN]).fetchall()
        withdraw_grant(connection, grant, "Nguyễn Văn A", "kiểm thử")
    kept = connectors[OWN]()
    assert kept.info.backend_pid == first
    with pytest.raises(Exception, match="permission denied"), kept.cursor() as cursor:
        cursor.execute(editions)
    kept.close()


def test_a_connection_that_the_server_ended_is_not_handed_out(url: str, connectors: dict[str, Callable]):
    number, _ = ask(connectors[OWN], DRAWN)
    with connect(url) as connection:
        connection.execute("select pg_terminate_backend(%s, 5000)", [number])
    again, own = ask(connectors[OWN], DRAWN)
    assert number != again
    assert own == {"Lạng Sơn"}
