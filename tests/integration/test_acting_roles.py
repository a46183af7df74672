"""Each step of the pipeline has the rights of its role alone where its login may; elsewhere those of the login."""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from district_reports import pipeline
from district_reports.settings import PROJECT_DIR, Settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.database.connection import LOADER, PUBLISHER, TRANSFORMER, act_as, connect
from district_reports.warehouse.database.server import ensure_database
from district_reports.warehouse.schema.shape import prepare_warehouse
from district_reports.warehouse.scratch import scratch_warehouse

SAMPLE = PROJECT_DIR / "samples" / "tuan_giao_2023.txt"
OWNER = "acting_owner"
OWNERS = """
    select distinct pg_get_userbyid(relowner) from pg_class
    where relnamespace = 'staging'::regnamespace and relkind in ('r', 'v')
"""


@pytest.fixture(scope="module")
def settings(database_url: str, session_settings: Settings, tmp_path_factory, make_local_dir) -> Iterator[Settings]:
    """A warehouse that belongs to a superuser, with one report in its inbox."""
    inbox = tmp_path_factory.mktemp("inbox")
    shutil.copy(SAMPLE, inbox)
    with scratch_warehouse(database_url, "acting") as url:
        yield replace(session_settings, database_url=url, inbox_dir=inbox, local_dir=make_local_dir())


@pytest.fixture
def plain_url(settings: Settings, database_url: str) -> Iterator[str]:
    """A database of a login that owns it and may nothing else; on a server whose roles somebody else made."""
    password = secrets.token_hex()
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f"create role {OWNER} login password '{password}'")
        parts = urlsplit(ensure_database(database_url, OWNER))
        server.execute(f"alter database {OWNER} owner to {OWNER}")
        yield urlunsplit(parts._replace(netloc=f"{OWNER}:{password}@{parts.hostname}:{parts.port}"))
        server.execute(f"drop database {OWNER} with (force)")
        server.execute(f"drop role {OWNER}")


def test_what_is_loaded_is_written_by_the_loader(settings: Settings):
    with connect(settings.database_url) as connection:
        connection.execute("alter table raw.files add column written_by text default current_user")
    pipeline.receive_inbox(settings)
    [result] = pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
    assert result.is_loaded
    with connect(settings.database_url) as connection:
        assert connection.execute("select written_by from raw.files").fetchall() == [(LOADER,)]
        connection.execute("alter table raw.files drop column written_by")


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (LOADER, "select from release.releases"),
        (LOADER, "select from quality.findings"),
        (LOADER, "truncate raw.files"),
        (LOADER, "create table marts.fct_smuggled (value numeric)"),
        (TRANSFORMER, "delete from raw.figures"),
        (TRANSFORMER, "select from release.releases"),
        (TRANSFORMER, "insert into quality.waivers (rule) values ('SUM-001')"),
        (PUBLISHER, "delete from raw.figures"),
        (PUBLISHER, "create table rollups.agg_smuggled (value numeric)"),
        (PUBLISHER, "drop trigger refuse_change on release.sources"),
    ],
)
def test_a_step_may_not_do_what_is_another_ones(settings: Settings, role: str, refused: str):
    with pipeline.open_warehouse(settings, role=role) as connection:
        assert connection.execute("select current_user").fetchone() == (role,)
        connection.rollback()
        assert connection.execute("select current_user").fetchone() == (role,), "a step that fails keeps its role"
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(refused)


def test_a_login_that_may_not_act_as_a_role_works_alone_until_it_may(plain_url: str, database_url: str, settings):
    model = ["stg_district_reports__problems"]
    with connect(plain_url) as connection:
        prepare_warehouse(connection)
        assert [act_as(connection, role) for role in (LOADER, TRANSFORMER, PUBLISHER)] == ["", "", ""]
        assert connection.execute("select current_user").fetchone() == (OWNER,)
    transform.build(plain_url, model, settings.local_dir)
    with connect(plain_url) as connection:
        assert connection.execute(OWNERS).fetchall() == [(OWNER,)]

    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f"grant {LOADER}, {TRANSFORMER}, {PUBLISHER} to {OWNER}")
    with connect(plain_url) as connection:
        prepare_warehouse(connection)
        assert connection.execute(OWNERS).fetchall() == [(TRANSFORMER,)], (
            "what was built before is the transformer's too"
        )
    transform.build(plain_url, model, settings.local_dir)
    with connect(plain_url) as connection:
        assert connection.execute(OWNERS).fetchall() == [(TRANSFORMER,)]
        assert connection.execute("select count(*) from staging.areas_before_2025_07").fetchone() > (10_000,)
