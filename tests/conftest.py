import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import psycopg
import pytest
from xdist.scheduler import LoadScopeScheduling

from district_reports.settings import PROJECT_DIR, Settings, load_settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.database.server import remove_database, running_database
from district_reports.warehouse.scratch import scratch_warehouse

REPORTS_DIR = PROJECT_DIR.parent / "shared" / "reports"


# Whose tests share what takes minutes to make.
MADE_ONCE = ("browser", "dashboards", "history")


class _FilesTogether(LoadScopeScheduling):
    """Shares tests out among processes by file, and by directory where a whole directory shares what it makes."""

    def _split_scope(self, nodeid: str) -> str:
        file = PurePosixPath(nodeid.partition("::")[0])
        return file.parent.name if file.parent.name in MADE_ONCE else str(file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    return _FilesTogether(config, log)


@pytest.fixture(scope="session")
def session_settings() -> Iterator[Settings]:
    """Settings of an installation of its own, thrown away afterwards with its embedded database."""
    under = PROJECT_DIR / ".local"
    under.mkdir(exist_ok=True)
    local_dir = Path(tempfile.mkdtemp(prefix="tests-", dir=under))
    local_dir.chmod(0o755)
    settings = replace(load_settings({}), local_dir=local_dir)
    yield settings
    remove_database(settings)
    shutil.rmtree(local_dir)


@pytest.fixture(scope="session")
def database_url(session_settings: Settings) -> Iterator[str]:
    """An empty database on an embedded server that runs for this test session."""
    with running_database(session_settings) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            # Thrown away afterwards, it need not survive a crash of the machine: nothing waits for the disk.
            connection.execute("alter system set fsync = off")
            connection.execute("select pg_reload_conf()")
        yield url


@pytest.fixture(scope="session")
def built_of_nothing(database_url: str, session_settings: Settings) -> Iterator[str]:
    """The URL of a warehouse that holds no report and was built up to gate 1: scratch warehouses may be its copies."""
    with scratch_warehouse(database_url, "built_of_nothing") as url:
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        yield url


@pytest.fixture(scope="session")
def make_local_dir(session_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes local directories where dbt finds the project parsed already: parsing takes seconds in each new one."""

    def make() -> Path:
        transform.parse_project(transform.project_directory(), session_settings.local_dir)
        local_dir = tmp_path_factory.mktemp("local")
        target = Path("dbt", "target")
        (local_dir / target).mkdir(parents=True)
        shutil.copy(session_settings.local_dir / target / "partial_parse.msgpack", local_dir / target)
        return local_dir

    return make


@pytest.fixture(scope="session")
def reports_dir() -> Path:
    """The four real reports, which stay outside the repository: CI has them, elsewhere they may be missing."""
    if not REPORTS_DIR.is_dir():
        assert not os.environ.get("CI"), f"CI must have the real reports in {REPORTS_DIR}"
        pytest.skip("the real reports are not on this machine")
    return REPORTS_DIR
