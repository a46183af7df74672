import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from district_reports.settings import PROJECT_DIR, Settings, load_settings
from district_reports.warehouse.server import remove_database, running_database

REPORTS_DIR = PROJECT_DIR.parent / "shared" / "reports"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share what takes long to make run in one process: those of a file, and all that use the history."""
    for item in items:
        shares_history = "history" in getattr(item, "fixturenames", ())
        group = (
            "history" if shares_history else item.path.parent.name if "browser" in item.path.parts else item.path.stem
        )
        item.add_marker(pytest.mark.xdist_group(group))


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
        yield url


@pytest.fixture(scope="session")
def reports_dir() -> Path:
    """The four real reports, which stay outside the repository: CI has them, elsewhere they may be missing."""
    if not REPORTS_DIR.is_dir():
        assert not os.environ.get("CI"), f"CI must have the real reports in {REPORTS_DIR}"
        pytest.skip("the real reports are not on this machine")
    return REPORTS_DIR
