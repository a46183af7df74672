"""dbt in this process: raw figures become marts and rollups. The parsed project is kept between calls.

Relations, facts and rollups are kept between builds: a build of their layers makes anew what changed since the last,
and everything once models or seeds are others. dbt writes nothing into the project: its output and logs lie under the
local directory of the settings.
"""

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from district_reports.problems import DistrictReportsError
from district_reports.registry import seeds_directory
from district_reports.warehouse.building import build_state
from district_reports.warehouse.database.connection import TRANSFORMER, act_as, connect
from district_reports.warehouse.schema.shape import shape_lock

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

_QUIET = (
    "--quiet",
    "--no-use-colors",
    "--no-send-anonymous-usage-stats",
    "--no-version-check",
    "--log-level-file=warn",
)
# What dbt would tell other programs of the project and of each run: megabytes that nothing here reads.
_WRITE_NOTHING = "--no-write-json"
# Whose word counts is known once gate 1 has judged: what stands on it belongs to the build of marts and rollups.
_AFTER_GATE_1 = "int_submissions_latest+"
_PARSED_DATABASE = "parsed_database"
_BROKEN = {"error", "fail", "runtime error"}


@dataclass(frozen=True)
class TransformResult:
    """What one build made: the names of models built, and of tests that passed."""

    built: tuple[str, ...]
    tested: tuple[str, ...]
    is_seeded: bool


@dataclass(frozen=True)
class StaleSource:
    """A table of `raw` into which nothing came for too long: since when, and how long that is."""

    table: str
    last_received_at: datetime
    age: timedelta


def build(url: str, select: Sequence[str], local_dir: Path) -> TransformResult:
    """Build the selected models and run their tests; the seeds first, when they are not the loaded ones.

    What stands on a model that is built anew goes, so whoever selects a layer selects all between it and the marts.
    The warehouse must be prepared. Two builds of one warehouse wait for each other. Raises DistrictReportsError naming
    each broken model or test and what the database said.
    """
    with shape_lock(url):
        _refresh_statistics(url)
        with _connect(url) as connection:
            is_seeded = build_state.load_seeds(connection)
            # New seeds take the views on them along, so these are built again whatever was selected.
            selected = {*select, "staging", "intermediate"} if is_seeded else set(select)
            parts = build_state.list_parts(selected)
            # What changed is known of whole parts: a piece of one is made anew with all its rows.
            is_all_new = not parts or build_state.forget_what_others_built(connection, parts)
        command = ["build", "--exclude-resource-type", "unit_test", "seed"]
        command += ["--full-refresh"] if is_all_new else []
        if build_state.FACTS in parts:
            selected.add(_AFTER_GATE_1)
        elif "intermediate" in select:
            command += ["--exclude", _AFTER_GATE_1]
        results = _invoke(url, local_dir, [*command, "--select", *sorted(selected)])
        with _connect(url) as connection:
            build_state.remember_what_is_built(connection, parts)
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


def list_stale_sources(url: str, local_dir: Path) -> tuple[StaleSource, ...]:
    """The sources nothing came into for longer than they say is usual, as of now; none where nothing ever came."""
    results = _invoke(url, local_dir, ["source", "freshness"])
    late = [result for result in results if str(result.status) == "warn" and result.max_loaded_at.year > 1]
    return tuple(
        StaleSource(f"{result.node.schema}.{result.node.name}", result.max_loaded_at, timedelta(seconds=result.age))
        for result in sorted(late, key=lambda result: result.node.name)
    )


def generate_docs(url: str, local_dir: Path) -> Path:
    """Let dbt describe the project and the tables of this warehouse; returns its page, which holds everything."""
    _invoke(url, local_dir, ["docs", "generate", "--static"], writing="--write-json")
    return local_dir / "dbt" / "target" / "static_index.html"


@cache
def parse_project(project: Path, local_dir: Path) -> "Manifest":
    """The project as dbt understands it, parsed once per process; no database is asked."""
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    _tell_warnings_only()
    # Whatever database is meant, the profile is the same here: dbt then finds its last parse still good.
    with _environment(_profile(f"postgresql://parser@localhost/{_PARSED_DATABASE}")):
        outcome = dbtRunner().invoke(["parse", *_places(project, local_dir), *_QUIET, _WRITE_NOTHING])
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
    # The parsed project stays for good: looked through at every collection it costs a tenth of each build.
    gc.collect()
    gc.freeze()
    return manifest


def _invoke(url: str, local_dir: Path, command: list[str], writing: str = _WRITE_NOTHING) -> list[Any]:
    """Run a dbt command and return its results; raises DistrictReportsError for what broke."""
    from dbt.cli.main import dbtRunner

    profile = _profile(url)
    manifest = _parse_for_database(project_directory(), local_dir, profile["DISTRICT_REPORTS_DBT_DATABASE"])
    with _environment(profile | _role_options(url)):
        places = _places(project_directory(), local_dir)
        outcome = dbtRunner(manifest=manifest).invoke([*command, *places, *_QUIET, writing])
    results = list(getattr(outcome.result, "results", []) or [])
    broken = [result for result in results if str(result.status) in _BROKEN]
    if broken or not outcome.success:
        raise _explain(command[0], broken, outcome.exception, local_dir)
    return results


def _tell_warnings_only() -> None:
    """What dbt says below a warning goes nowhere; to word it would take a fifth of a build, so it is passed over."""
    from dbt_common.events.base_types import BaseEvent, EventLevel
    from dbt_common.events.event_manager import EventManager
    from dbt_common.events.event_manager_client import ctx_set_event_manager

    class WarningsOnly(EventManager):
        def fire_event(self, e: BaseEvent, level: EventLevel | None = None, *arguments: Any, **named: Any) -> None:
            if (level or e.level_tag()) in (EventLevel.WARN, EventLevel.ERROR):
                super().fire_event(e, level, *arguments, **named)

    ctx_set_event_manager(WarningsOnly())


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


def _refresh_statistics(url: str) -> None:
    """Many submissions arrive at once, and without fresh statistics the joins above them take minutes.

    Only who owns raw may see to it; where the login does not, it is left to PostgreSQL's own upkeep.
    """
    with connect(url) as connection:
        connection.execute("set local client_min_messages = error")
        connection.execute("analyze raw.submissions, raw.figures")


def _connect(url: str) -> psycopg.Connection:
    """A connection with the rights that dbt has."""
    connection = connect(url)
    act_as(connection, TRANSFORMER)
    return connection


def _role_options(url: str) -> dict[str, str]:
    """What makes PostgreSQL begin each of dbt's sessions as the transformer.

    The role of a dbt profile is set within the first transaction, and gone when this one is rolled back.
    """
    with connect(url) as connection:
        role = act_as(connection, TRANSFORMER)
    return {"PGOPTIONS": f"-c role={role}"} if role else {}


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
