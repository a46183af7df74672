"""What was loaded and built, so that it need not be again: kept in the warehouse, beside what was built.

Relations are kept by submission, facts by unit and round (and rollups with them): two parts, each remembered by itself.
"""

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from district_reports.registry import seeds_directory

_MEMORY = """
create table if not exists staging.loaded_seeds (sha256 text not null);
create table if not exists staging.built_relations_project (sha256 text not null);
create table if not exists staging.built_submissions (
    submission_id text primary key, area_list text, province_code text, reporting_unit_code text, round text,
    fingerprint text not null
);
create table if not exists staging.built_project (sha256 text not null);
create table if not exists staging.built_unit_rounds (
    area_list text, reporting_unit_code text, round text, fingerprint text not null,
    primary key (area_list, reporting_unit_code, round)
);
"""


@dataclass(frozen=True)
class Part:
    """What is built as one: its layers, which project built it, what it was made of, and how that is remembered."""

    layers: frozenset[str]
    project: sql.Identifier
    memory: sql.Identifier
    remember_changed: LiteralString


RELATIONS = Part(
    frozenset({"staging", "intermediate"}),
    sql.Identifier("staging", "built_relations_project"),
    sql.Identifier("staging", "built_submissions"),
    """
    delete from staging.built_submissions as built using intermediate.int_submissions_changed as changed
    where built.submission_id = changed.submission_id;
    insert into staging.built_submissions
    select submission_id, area_list, province_code, reporting_unit_code, round, fingerprint
    from intermediate.int_submissions_changed
    where fingerprint is not null;
    """,
)
FACTS = Part(
    frozenset({"marts", "rollups"}),
    sql.Identifier("staging", "built_project"),
    sql.Identifier("staging", "built_unit_rounds"),
    """
    delete from staging.built_unit_rounds as built using intermediate.int_unit_rounds_changed as changed
    where (built.area_list, built.reporting_unit_code, built.round)
        = (changed.area_list, changed.reporting_unit_code, changed.round);
    insert into staging.built_unit_rounds
    select area_list, reporting_unit_code, round, fingerprint from intermediate.int_unit_rounds_changed
    where fingerprint is not null;
    """,
)


def load_seeds(connection: psycopg.Connection) -> bool:
    """Load the seeds unless these very files are loaded already; True when they were loaded.

    By COPY, all columns as text and empty as null, which is what `dbt seed` makes of them in a hundred times the time.
    """
    paths = sorted(seeds_directory().glob("*.csv"))
    sha256 = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in paths)).hexdigest()
    connection.execute(_MEMORY)
    if connection.execute("select 1 from staging.loaded_seeds where sha256 = %s", [sha256]).fetchone():
        return False
    for path in paths:
        _copy_seed(connection, path)
    connection.execute("delete from staging.loaded_seeds")
    connection.execute("insert into staging.loaded_seeds values (%s)", [sha256])
    return True


def list_parts(layers: AbstractSet[str]) -> list[Part]:
    """The parts of which all layers are built."""
    return [part for part in (RELATIONS, FACTS) if part.layers <= layers]


def forget_what_others_built(connection: psycopg.Connection, parts: Sequence[Part]) -> bool:
    """Whether rows at hand of any of these parts were built by other models or seeds: all have to be built anew."""
    query = sql.SQL("select 1 from {} where sha256 = %s")
    if all(connection.execute(query.format(part.project), [_hash_project()]).fetchone() for part in parts):
        return False
    for part in parts:
        connection.execute(sql.SQL("delete from {}").format(part.memory))
    return True


def remember_what_is_built(connection: psycopg.Connection, parts: Sequence[Part]) -> None:
    """What had changed is built now: the next build need not make it again."""
    for part in parts:
        connection.execute(part.remember_changed)
        connection.execute(sql.SQL("delete from {}").format(part.project))
        connection.execute(sql.SQL("insert into {} values (%s)").format(part.project), [_hash_project()])


@cache
def _hash_project() -> str:
    """A sha256 of all that decides what a model makes of the same figures."""
    project = seeds_directory().parent
    paths = [
        project / "dbt_project.yml",
        *sorted(path for suffix in ("sql", "csv") for path in project.rglob(f"*.{suffix}")),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _copy_seed(connection: psycopg.Connection, path: Path) -> None:
    """Replace a seed's table; the views on it go, and are built next."""
    header, _, rows = path.read_text(encoding="utf-8").partition("\n")
    columns = [sql.Identifier(name) for name in header.split(",")]
    table = sql.Identifier("staging", path.stem)
    connection.execute(sql.SQL("drop table if exists {} cascade").format(table))
    typed = sql.SQL(", ").join(sql.SQL("{} text").format(column) for column in columns)
    connection.execute(sql.SQL("create table {} ({})").format(table, typed))
    with connection.cursor().copy(sql.SQL("copy {} from stdin (format csv)").format(table)) as copy:
        copy.write(rows)
    # Without statistics the planner takes 11 000 areas for a handful and joins them in a loop: seconds for each build.
    connection.execute(sql.SQL("analyze {}").format(table))
