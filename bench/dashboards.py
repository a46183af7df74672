"""How long the dashboards' views take over two years of 63 provinces: `python -m bench.dashboards`.

Rows are made up where they are published, since only their number matters here. Each view is asked what its charts ask,
as an analyst and as a national reader, through row-level security. Adds to `bench/results.json`.
"""

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from district_reports import registry
from district_reports.settings import PROJECT_DIR, load_settings
from district_reports.warehouse import access
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.scratch import scratch_warehouse

ROUNDS = ["2023H1", "2023", "2024H1", "2024"]
UNITS, LINES, RUNS = 11, 60, 3
LIMIT_SECONDS = 1.0
RESULTS_FILE = Path(__file__).with_name("results.json")
NEWEST = "select province_name, max(round) from analytics.releases group by province_name limit 1"
READERS = {"bench_analyst": "analyst", "bench_national_reader": "national_reader"}


def main() -> None:
    """Fill, ask, print a line for each view; the slowest decides."""
    with running_database(load_settings()) as server_url, scratch_warehouse(server_url, "bench") as url:
        with connect(url) as connection:
            fill(connection)
            give_grants(connection)
            passwords = set_passwords(connection)
        with connect(url) as connection:
            connection.autocommit = True
            connection.execute("analyze")
        seconds = {login: ask_all(url_of(url, login, password)) for login, password in passwords.items()}
        with connect(url) as connection:
            for login in READERS:
                connection.execute(f"drop owned by {login}; drop role {login}")
    tell(seconds)


def fill(connection: psycopg.Connection) -> None:
    """63 provinces, four rounds, both views of the map; rows enough for every unit, line and step."""
    provinces = [province.code for province in registry.provinces()]
    words = {"provinces": provinces, "rounds": ROUNDS, "lines": LINES, "units": UNITS}
    for statement in (PROJECT_DIR / "bench" / "dashboards.sql").read_text(encoding="utf-8").split(";\n\n"):
        connection.execute(statement, words)


def give_grants(connection: psycopg.Connection) -> None:
    """A grant of each kind, and so its login."""
    for login, kind in READERS.items():
        province = registry.provinces()[10] if kind == "analyst" else None
        access.enter_grant(connection, access.Grant(login, kind, province, "bench", "bench"))


def set_passwords(connection: psycopg.Connection) -> dict[str, str]:
    """Logins and their passwords."""
    with TemporaryDirectory() as directory:
        file = Path(directory) / "passwords.json"
        return {login: access.ensure_password(connection, login, file) for login in READERS}


def ask_all(url: str) -> dict[str, float]:
    """The best time of each view, for one province and round where the charts choose them, else for all."""
    with psycopg.connect(url) as connection:
        views = connection.execute(
            "select relname from pg_class where relnamespace = 'analytics'::regnamespace and relname like 'board%'"
        ).fetchall()
        name, round_ = connection.execute(NEWEST).fetchone() or ("", "")
        return {view: ask(connection, view, [name, round_]) for (view,) in sorted(views)}


def ask(connection: psycopg.Connection, view: str, chosen: list[str]) -> float:
    """Seconds of the best of some runs, all rows fetched."""
    chosen_words = {"name": chosen[0], "round": chosen[1]}
    where = "edition_label = 'Mới nhất' and view_label = 'Như báo cáo'"
    # The map alone is drawn of all provinces.
    if view != "board_map":
        where += " and province_name = %(name)s and round = %(round)s"
    query = sql.SQL("select * from {view} where {where}").format(
        view=sql.Identifier("analytics", view), where=sql.SQL(where)
    )
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        connection.execute(query, chosen_words).fetchall()
        times.append(time.perf_counter() - start)
    return min(times)


def url_of(url: str, login: str, password: str) -> str:
    """The same database, as this login."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{login}:{password}@{parts.hostname}:{parts.port}"))


def tell(seconds: dict[str, dict[str, float]]) -> None:
    """Print every view, and write the slowest to the results."""
    for login, by_view in seconds.items():
        for view, taken in by_view.items():
            print(f"{login:<24}{view:<24}{1000 * taken:8.0f} ms")
    slowest = max(max(by_view.values()) for by_view in seconds.values())
    print(f"slowest {1000 * slowest:.0f} ms, at most {1000 * LIMIT_SECONDS:.0f} ms wanted")
    results = json.loads(RESULTS_FILE.read_text(encoding="utf-8")) if RESULTS_FILE.exists() else {}
    results["dashboards"] = {"slowest_view_seconds": round(slowest, 3), "wanted_seconds": LIMIT_SECONDS}
    RESULTS_FILE.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
