"""Who sees what: real logins against a published warehouse, before and after it is built anew."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from click.testing import CliRunner
from made_up_warehouse import ROUND, Warehouse
from psycopg import Connection, sql

from district_reports import pipeline, registry
from district_reports.cli import main
from district_reports.figures import Figure
from district_reports.problems import DistrictReportsError
from district_reports.releases import Outcome, publish_releases
from district_reports.settings import Settings
from district_reports.warehouse import access
from district_reports.warehouse.access import Grant, enter_grant, find_province
from district_reports.warehouse.database.connection import TRANSFORMER, connect
from district_reports.warehouse.scratch import scratch_warehouse

OWN, OTHER = find_province("Lạng Sơn"), find_province("Điện Biên")
OWN_UNIT, OTHER_UNIT = registry.districts_of(OWN.code)[0], registry.districts_of(OTHER.code)[0]
MILLIONS = {OWN_UNIT: 24_681, OTHER_UNIT: 13_579}
# Whatever is of the other province carries one of these: names, ids, the number nobody else states.
OTHERS_MARKS = (OTHER.name, OTHER_UNIT.name, f"{2:016x}", f'"{OTHER.code}-{ROUND}', "13579")
ANALYST, NATIONAL, ENGINEER = "access_analyst", "access_national_reader", "access_engineer"
LOGINS = {ANALYST: ("analyst", OWN), NATIONAL: ("national_reader", None), ENGINEER: ("engineer", None)}
RELATIONS = """
    select format('%I.%I', nspname, relname) from pg_class join pg_namespace on relnamespace = pg_namespace.oid
    where relkind in ('r', 'v', 'm', 'p', 'f') and nspname not like 'pg_t%'
    order by 1
"""


@pytest.fixture(scope="module")
def settings(database_url: str, session_settings: Settings, make_local_dir) -> Iterator[Settings]:
    """A warehouse with one report from each of two provinces, published, and a login of each kind."""
    local_dir = make_local_dir()
    with scratch_warehouse(database_url, "access") as url:
        warehouse = Warehouse(url, local_dir)
        for number, (unit, millions) in enumerate(MILLIONS.items(), start=1):
            warehouse.load(number, unit, capital(millions), province_name=find_province(unit.province_code).name)
        settings = replace(session_settings, database_url=url, local_dir=local_dir)
        publish(settings)
        with connect(url) as connection:
            for login, (kind, province) in LOGINS.items():
                enter_grant(connection, Grant(login, kind, province, "Nguyễn Văn A", "kiểm thử"))
        yield settings
        with psycopg.connect(url, autocommit=True) as connection:
            for login in LOGINS:
                connection.execute(f"drop owned by {login}; drop role {login}")


def capital(millions: int) -> list[Figure]:
    return [
        Figure(kind, f"capital_{kind}", Decimal(millions) * 1_000_000 / part, "vnd", kind, budget_year="2024",
               fund_source="central", period="2024", value_text=str(millions), unit_text="triệu đồng",
               quote=f"{kind} {millions} triệu đồng", locator=f"report.txt#p{part}:0-9")
        for kind, part in (("assigned", 1), ("disbursed", 2))
    ]  # fmt: skip


def publish(settings: Settings) -> None:
    pipeline.check_submissions(settings)
    pipeline.build_rollups(settings)
    pipeline.publish_releases(settings)


def url_of(settings: Settings, login: str) -> str:
    assert settings.database_url
    with connect(settings.database_url) as connection:
        password = access.ensure_password(connection, login, settings.passwords_file)
    parts = urlsplit(settings.database_url)
    return urlunsplit(parts._replace(netloc=f"{login}:{password}@{parts.hostname}:{parts.port}"))


@pytest.fixture
def as_login(settings: Settings) -> Iterator[Callable[[str], Connection]]:
    """Opens a connection of a login, as a person would with a client of its own."""
    opened: list[Connection] = []

    def open_connection(login: str) -> Connection:
        opened.append(psycopg.connect(url_of(settings, login), autocommit=True))
        return opened[-1]

    yield open_connection
    for connection in opened:
        connection.close()


@pytest.fixture(scope="module")
def rebuilt(settings: Settings) -> None:
    """All that dbt makes was made anew, and the published scripts have run again."""
    publish(settings)


def read_all(connection: Connection, statement: str) -> str:
    return "\n".join(row[0] for row in connection.execute(statement).fetchall() if row[0])


def readable(connection: Connection) -> dict[str, str]:
    """All rows of every table and view that this login may read, as text; system catalogues included."""
    found = {}
    for (relation,) in connection.execute(RELATIONS).fetchall():
        try:
            found[relation] = read_all(connection, f"select to_jsonb(one)::text from {relation} as one")
        except psycopg.errors.InsufficientPrivilege:
            continue
    return found


def with_marks(found: dict[str, str]) -> set[str]:
    return {relation for relation, text in found.items() if any(mark in text for mark in OTHERS_MARKS)}


def assert_nothing_of_the_other_province_is_seen(connection: Connection) -> None:
    found = readable(connection)
    assert OWN_UNIT.name in found["release.submissions"]
    assert "24681" in found["analytics.disbursement"]
    assert with_marks(found) == set()
    assert not {relation for relation in found if relation.split(".")[0] in {"raw", "staging", "marts", "rollups"}}


def test_what_dbt_makes_belongs_to_the_transformer_and_nothing_else_does(settings: Settings, rebuilt):
    with connect(settings.database_url) as owner:
        [(user,)] = owner.execute("select session_user").fetchall()
        found = owner.execute(
            """select nspname, array_agg(distinct pg_get_userbyid(relowner)::text)
               from pg_class join pg_namespace on relnamespace = pg_namespace.oid
               where relkind in ('r', 'v') and nspname not like 'pg_%' and nspname <> 'information_schema'
               group by nspname"""
        ).fetchall()
    built = ("staging", "intermediate", "marts", "rollups")
    others = ("raw", "quality", "release", "analytics", "access")
    assert dict(found) == {schema: [TRANSFORMER] for schema in built} | {schema: [user] for schema in others}


def test_the_other_province_is_there_to_be_seen(as_login):
    seen = with_marks(readable(as_login(ENGINEER)))
    assert {"raw.figures", "marts.fct_submissions", "release.sources", "analytics.disbursement"} <= seen
    assert {"quality.findings_told", "intermediate.int_figures_resolved"} <= seen | {"quality.findings_told"}


def test_an_analyst_sees_the_own_province_and_nothing_of_another_in_any_table_or_view(as_login):
    assert_nothing_of_the_other_province_is_seen(as_login(ANALYST))


def test_nor_right_after_everything_was_built_anew(as_login, rebuilt):
    assert_nothing_of_the_other_province_is_seen(as_login(ANALYST))


def test_nor_through_functions_that_ask_for_a_day(as_login):
    functions = """
        select format('%I.%I', nspname, proname) from pg_proc join pg_namespace on pronamespace = pg_namespace.oid
        where nspname = 'analytics' and pronargs = 1 and proargtypes[0] = 'date'::regtype
    """
    by_login = {login: as_login(login) for login in (ANALYST, NATIONAL)}
    names = [name for (name,) in by_login[ANALYST].execute(functions).fetchall()]
    found = {
        login: {
            name: read_all(connection, f"select to_jsonb(one)::text from {name}('2100-01-01') as one") for name in names
        }
        for login, connection in by_login.items()
    }
    assert "24681" in found[ANALYST]["analytics.disbursement_as_of"]
    assert with_marks(found[NATIONAL])
    assert with_marks(found[ANALYST]) == set()


def test_nor_as_any_role_the_login_can_become(as_login):
    connection = as_login(ANALYST)
    became = []
    for (role,) in connection.execute("select rolname from pg_roles").fetchall():
        try:
            connection.execute(sql.SQL("set role {}").format(sql.Identifier(role)))
        except psycopg.errors.InsufficientPrivilege:
            continue
        became.append(role)
        assert with_marks(readable(connection)) == set()
        connection.execute("reset role")
    assert sorted(became) == [ANALYST, "district_reports_analyst"]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(sql.SQL("set session authorization {}").format(sql.Identifier(NATIONAL)))


def test_nor_by_turning_row_security_off(as_login):
    connection = as_login(ANALYST)
    connection.execute("set row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        connection.execute("select * from release.releases")


def test_nor_by_a_condition_that_fails_on_rows_of_another(as_login):
    fails_on_other = f"select 1 / (province_code <> '{OTHER.code}')::integer from release.releases"
    assert as_login(ANALYST).execute(fails_on_other).fetchall()
    with pytest.raises(psycopg.errors.DivisionByZero):
        as_login(NATIONAL).execute(fails_on_other)


def test_nor_by_looking_at_how_a_query_ran(as_login):
    connection = as_login(ANALYST)
    plan = "explain (analyze, verbose, costs off, timing off, summary off, buffers off) "
    plans = [
        read_all(connection, f"{plan} select * from release.sources where figure_id <> '{unknown}'")
        for unknown in ("a", "b")
    ]
    assert with_marks({"plan": plans[0]}) == set()
    assert plans[0].replace("'a'", "'b'") == plans[1]


@pytest.mark.parametrize("login", LOGINS)
def test_nobody_who_reads_can_write(as_login, login: str):
    connection = as_login(login)
    writable = """
        select format('%I.%I', nspname, relname)
        from pg_class join pg_namespace on relnamespace = pg_namespace.oid
        where
            relkind in ('r', 'v', 'm', 'p', 'f') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            and has_table_privilege(pg_class.oid, 'insert, update, delete, truncate, references, trigger')
    """
    assert connection.execute(writable).fetchall() == []
    assert len(connection.execute(RELATIONS).fetchall()) > 200
    creatable = "select nspname from pg_namespace where has_schema_privilege(oid, 'create')"
    assert connection.execute(creatable).fetchall() == []
    for statement in (
        "insert into release.files select release_id, 'x', 'x', 'x', 'x', 1 from release.releases",
        "create temporary table mine (one int)",
        "create view public.mine as select 1",
        "alter role current_user superuser",
        "insert into access.province_grants values (1, 'from_2025_07', '11', true)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_a_national_reader_sees_all_releases_and_nothing_they_are_made_of(as_login):
    found = readable(as_login(NATIONAL))
    assert {"release.disbursement", "analytics.disbursement", "analytics.submissions"} <= with_marks(found)
    schemas = {relation.split(".")[0] for relation in found}
    assert schemas.isdisjoint({"raw", "staging", "intermediate", "marts", "rollups"})
    assert "quality.findings" not in found


def test_a_grant_counts_from_its_first_day_to_its_last_and_not_after_it_was_withdrawn(settings: Settings, as_login):
    connection = as_login(ANALYST)
    count = "select count(*) from release.releases where province_code = %s"
    assert connection.execute(count, [OTHER.code]).fetchone() == (0,)
    with connect(settings.database_url) as owner:
        grant_id = enter_grant(owner, Grant(ANALYST, "analyst", OTHER, "Nguyễn Văn A", "thay người nghỉ phép"))
    assert connection.execute(count, [OTHER.code]).fetchone() != (0,)
    with connect(settings.database_url) as owner:
        access.withdraw_grant(owner, grant_id, "Nguyễn Văn A", "hết việc")
        ended = owner.execute(
            "insert into access.grants (login_role, kind, granted_by, reason, valid_from, valid_until) values"
            " (%s, 'national_reader', 'A', 'đã qua', '2024-01-01', '2024-12-31') returning grant_id", [ANALYST]
        ).fetchone()  # fmt: skip
    assert ended
    assert connection.execute(count, [OTHER.code]).fetchone() == (0,)


def test_a_login_leaves_the_group_of_its_last_grant(settings: Settings, as_login):
    with connect(settings.database_url) as owner:
        grant_id = enter_grant(owner, Grant(ANALYST, "engineer", None, "Nguyễn Văn A", "trực thay"))
    connection = as_login(ANALYST)
    assert connection.execute("select count(*) from raw.submissions").fetchone() == (2,)
    with connect(settings.database_url) as owner:
        access.withdraw_grant(owner, grant_id, "Nguyễn Văn A", "hết phiên trực")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("select count(*) from raw.submissions")
    assert connection.execute("select count(*) from release.releases").fetchone() != (0,)


def test_what_was_granted_is_never_rewritten_not_even_by_the_owner(settings: Settings):
    for table in ("grants", "province_grants", "grant_withdrawals"):
        with connect(settings.database_url) as owner, pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute(f"delete from access.{table}")


@pytest.mark.parametrize(
    ("given", "covered"),
    [
        # Whole in another province today: what it reported itself, and the series of the province it is in.
        (("Kon Tum", None), {("before_2025_07", "62"), ("from_2025_07", "51")}),
        # Of today: what it was made of as well.
        (("Quảng Ngãi", None), {("from_2025_07", "51"), ("before_2025_07", "51"), ("before_2025_07", "62")}),
        # The same name of before: not its neighbour of then.
        (("Quảng Ngãi", "before_2025_07"), {("before_2025_07", "51"), ("from_2025_07", "51")}),
        (("20", None), {("from_2025_07", "20"), ("before_2025_07", "20")}),
    ],
)
def test_a_province_comes_with_what_it_became_or_was_made_of(given, covered):
    province = find_province(*given)
    assert {(area.area_list, area.code) for area in (province, *registry.kindred_provinces(province))} == covered


@pytest.mark.parametrize(
    "grant",
    [
        Grant("access_nobody", "analyst", None, "A", "kiểm thử"),
        Grant("access_nobody", "engineer", OWN, "A", "kiểm thử"),
        Grant("access_nobody", "analyst", OWN, " ", "kiểm thử"),
        Grant("Không Hợp Lệ", "analyst", OWN, "A", "kiểm thử"),
        Grant("district_reports", "analyst", OWN, "A", "kiểm thử"),
        Grant("district_reports_publisher", "analyst", OWN, "A", "kiểm thử"),
    ],
)
def test_a_grant_that_will_not_do_is_refused_and_leaves_nothing(settings: Settings, grant: Grant):
    with connect(settings.database_url) as owner:
        with pytest.raises(DistrictReportsError):
            enter_grant(owner, grant)
        assert owner.execute("select count(*) from access.grants where granted_by in ('A', ' ') and valid_until is null"
                             ).fetchone() == (0,)  # fmt: skip
        assert (
            owner.execute("select from pg_roles where rolname in ('access_nobody', 'Không Hợp Lệ')").fetchone() is None
        )


def test_only_an_administrator_grants(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", url_of(settings, ENGINEER))
    outcome = CliRunner().invoke(
        main, ["access", "grant", ENGINEER, "--kind", "engineer", "--by", "A", "--reason", "B"]
    )
    assert outcome.exit_code == 1
    assert "only an administrator" in outcome.output + outcome.stderr


def test_the_command_grants_lists_and_withdraws(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", settings.database_url or "")
    monkeypatch.setenv("LOCAL_DIR", str(settings.local_dir))
    run = lambda *words: CliRunner().invoke(main, ["access", *words])  # noqa: E731
    signed = ("--by", "Lê C", "--reason", "kiểm thử lệnh")
    granted = run("grant", NATIONAL, "--kind", "national_reader", *signed)
    assert granted.exit_code == 0, granted.output
    number = granted.output.split()[1].rstrip(":")
    assert f"{number},in force,{NATIONAL},national_reader,all,Lê C" in run("list", "--format", "csv").output
    assert run("withdraw", number, *signed).exit_code == 0
    assert f"{number},withdrawn,{NATIONAL}" in run("list", "--format", "csv").output
    assert run("withdraw", number, *signed).exit_code == 1
    assert run("password", NATIONAL).output.strip() in url_of(settings, NATIONAL)


def test_whoever_publishes_needs_no_other_right(settings: Settings):
    with psycopg.connect(settings.database_url or "", autocommit=True) as owner:
        owner.execute("create role access_press login password 'press' in role district_reports_publisher")
        try:
            parts = urlsplit(settings.database_url or "")
            url = urlunsplit(parts._replace(netloc=f"access_press:press@{parts.hostname}:{parts.port}"))
            owner.execute("update rollups.agg_province_completeness_by_round set missing_unit_names = 'khác'")
            with psycopg.connect(url, autocommit=True) as connection:
                results = publish_releases(connection, datetime(2025, 1, 1, tzinfo=UTC), "test", "rules-1")
                assert {result.outcome for result in results} == {Outcome.PUBLISHED}
        finally:
            owner.execute("drop owned by access_press; drop role access_press")
