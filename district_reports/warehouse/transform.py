"""dbt in this process: raw figures become marts and rollups. The parsed project is kept between calls.

Facts and rollups are kept between builds: a build of marts and rollups makes anew what changed since the last, and
everything once models or seeds are others. dbt writes nothing into the project: its output and logs lie under the local
directory of the settings.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from district_reports.problems import DistrictReportsError
from district_reports.registry import seeds_directory
from district_reports.warehouse.connection import connect, shape_lock

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

_QUIET = (
    "--quiet",
    "--no-use-colors",
    "--no-send-anonymous-usage-stats",
    "--no-version-check",
    "--log-level-file=warn",
)
# Whose word counts is known once gate 1 has judged: what stands on it belongs to the build of marts and rollups.
_AFTER_GATE_1 = "int_submissions_latest+"
_PARSED_DATABASE = "parsed_database"
_BROKEN = {"error", "fail", "runtime error"}

# What was loaded and built, so that it need not be again.
_MEMORY = """
create table if not exists staging.loaded_seeds (sha256 text not null);
create table if not exists staging.built_project (sha256 text not null);
create table if not exists staging.built_unit_rounds (
    area_list text, reporting_unit_code text, round text, fingerprint text not null,
    primary key (area_list, reporting_unit_code, round)
);
"""
_REMEMBER_CHANGED = """
delete from staging.built_unit_rounds as built using intermediate.int_unit_rounds_changed as changed
where (built.area_list, built.reporting_unit_code, built.round)
    = (changed.area_list, changed.reporting_unit_code, changed.round);
insert into staging.built_unit_rounds
select area_list, reporting_unit_code, round, fingerprint from intermediate.int_unit_rounds_changed
where fingerprint is not null;
"""


@dataclass(frozen=True)
class TransformResult:
    """What one build made: the names of models built, and of tests that passed."""

    built: tuple[str, ...]
    tested: tuple[str, ...]
    is_seeded: bool


def build(url: str, select: Sequence[str], local_dir: Path) -> TransformResult:
    """Build the selected models and run their tests; the seeds first, when they are not the loaded ones.

    What stands on a model that is built anew goes, so whoever selects a layer selects all between it and the marts.
    The warehouse must be prepared. Two builds of one warehouse wait for each other. Raises DistrictReportsError naming
    each broken model or test and what the database said.
    """
    is_whole = {"marts", "rollups"} <= set(select)
    with shape_lock(url):
        is_seeded = _load_seeds(url)
        # New seeds take the views on them along, so these are built again whatever was selected.
        selected = {*select, "staging", "intermediate"} if is_seeded else set(select)
        command = ["build", "--exclude-resource-type", "unit_test", "seed"]
        if is_whole:
            selected.add(_AFTER_GATE_1)
            command += _refresh_what_another_project_built(url)
        else:
            # What changed is known from one whole build to the next: a part of it is made anew with all its rows.
            command.append("--full-refresh")
            if "intermediate" in select:
                command += ["--exclude", _AFTER_GATE_1]
        results = _invoke(url, local_dir, [*command, "--select", *sorted(selected)])
        if is_whole:
            _remember_what_is_built(url)
    return TransformResult(
        built=tuple(sorted(result.node.name for result in results if result.node.resource_type == "model")),
        tested=tuple(sorted(result.node.name for result in results if result.node.resource_type == "test")),
        is_seeded=is_seeded,
    )


def run_unit_tests(url: str, local_dir: Path) -> tuple[str, ...]:
    """Run the unit tests of the models; returns their names. Raises DistrictReportsError when one fails."""
    with shape_lock(url):
        results = _invoke(url, local_dir, ["test", "--select", "test_type:unit"])
    return tuple(sorted(result.node.name for result in results))


def generate_docs(url: str, local_dir: Path) -> Path:
    """Let dbt describe the project and the tables of this warehouse; returns its page, which holds everything."""
    _invoke(url, local_dir, ["docs", "generate", "--static"])
    return local_dir / "dbt" / "target" / "static_index.html"


@cache
def parse_project(project: Path, local_dir: Path) -> "Manifest":
    """The project as dbt understands it, parsed once per process; no database is asked."""
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    # Whatever database is meant, the profile is the same here: dbt then finds its last parse still good.
    with _environment(_profile(f"postgresql://parser@localhost/{_PARSED_DATABASE}")):
        outcome = dbtRunner().invoke(["parse", *_places(project, local_dir), *_QUIET])
    if not outcome.success or not isinstance(outcome.result, Manifest):
        raise _explain("parse", [], outcome.exception, local_dir)
    return outcome.result


@cache
def _parse_for_database(project: Path, local_dir: Path, database: str) -> "Manifest":
    """The parsed project with all its tables in this database; dbt would take seconds to parse it again."""
    manifest = parse_project(project, local_dir).deepcopy()
    for node in (*manifest.nodes.values(), *manifest.sources.values()):
        node.database = database
        if getattr(node, "relation_name", None):
            node.relation_name = node.relation_name.replace(f'"{_PARSED_DATABASE}"', f'"{database}"', 1)
    return manifest


def _load_seeds(url: str) -> bool:
    """Load the seeds unless these very files are loaded already; True when they were loaded.

    By COPY, all columns as text and empty as null, which is what `dbt seed` makes of them in a hundred times the time.
    """
    paths = sorted(seeds_directory().glob("*.csv"))
    sha256 = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in paths)).hexdigest()
    with connect(url) as connection:
        connection.execute(_MEMORY)
        if connection.execute("select 1 from staging.loaded_seeds where sha256 = %s", [sha256]).fetchone():
            return False
        for path in paths:
            _copy_seed(connection, path)
        connection.execute("delete from staging.loaded_seeds")
        connection.execute("insert into staging.loaded_seeds values (%s)", [sha256])
    return True


def _refresh_what_another_project_built(url: str) -> list[str]:
    """The option that makes dbt build all rows anew, where those at hand were built by other models or seeds."""
    with connect(url) as connection:
        if connection.execute("select 1 from staging.built_project where sha256 = %s", [_hash_project()]).fetchone():
            return []
        connection.execute("delete from staging.built_unit_rounds")
    return ["--full-refresh"]


def _remember_what_is_built(url: str) -> None:
    """Facts and rollups now hold what `int_unit_rounds_changed` told: the next build need not make it again."""
    with connect(url) as connection:
        connection.execute(_REMEMBER_CHANGED)
        connection.execute("delete from staging.built_project")
        connection.execute("insert into staging.built_project values (%s)", [_hash_project()])


@cache
def _hash_project() -> str:
    """A sha256 of all that decides what a model makes of the same figures."""
    project = project_directory()
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


def _invoke(url: str, local_dir: Path, command: list[str]) -> list[Any]:
    """Run a dbt command and return its results; raises DistrictReportsError for what broke."""
    from dbt.cli.main import dbtRunner

    profile = _profile(url)
    manifest = _parse_for_database(project_directory(), local_dir, profile["DISTRICT_REPORTS_DBT_DATABASE"])
    with _environment(profile):
        outcome = dbtRunner(manifest=manifest).invoke([*command, *_places(project_directory(), local_dir), *_QUIET])
    results = list(getattr(outcome.result, "results", []) or [])
    broken = [result for result in results if str(result.status) in _BROKEN]
    if broken or not outcome.success:
        raise _explain(command[0], broken, outcome.exception, local_dir)
    return results


def _explain(command: str, broken: list[Any], exception: BaseException | None, local_dir: Path) -> DistrictReportsError:
    messages = [f"{result.node.name}: {' '.join(str(result.message).split())}" for result in broken]
    what = "; ".join(messages) or str(exception or "it gave no reason")
    return DistrictReportsError(
        f"dbt {command} failed: {what}",
        place=", ".join(result.node.original_file_path for result in broken) or "dbt_project",
        remedy=f"the details are in {local_dir / 'dbt' / 'logs'}",
    )


def project_directory() -> Path:
    """Where the dbt project is."""
    return seeds_directory().parent


def _places(project: Path, local_dir: Path) -> list[str]:
    work = local_dir / "dbt"
    return [
        f"--project-dir={project}",
        f"--profiles-dir={project}",
        f"--target-path={work / 'target'}",
        f"--log-path={work / 'logs'}",
    ]


def _profile(url: str) -> dict[str, str]:
    """The connection as `profiles.yml` asks for it."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    return {
        "DISTRICT_REPORTS_DBT_HOST": parts.get("host", "localhost"),
        "DISTRICT_REPORTS_DBT_PORT": parts.get("port", "5432"),
        "DISTRICT_REPORTS_DBT_USER": parts.get("user", ""),
        "DISTRICT_REPORTS_DBT_PASSWORD": parts.get("password", ""),
        "DISTRICT_REPORTS_DBT_DATABASE": parts.get("dbname", ""),
        "DISTRICT_REPORTS_DBT_SSLMODE": parts.get("sslmode", "prefer"),
    }


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """dbt reads its profile from the environment: set for as long as it runs, and as it was afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
