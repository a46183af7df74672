"""What several test files share because it takes a minute to make."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from made_up_history import History, run_history

from district_reports.settings import Settings
from district_reports.warehouse.scratch import scratch_warehouse


@pytest.fixture(scope="session")
def history(session_settings: Settings, database_url: str, make_local_dir) -> Iterator[History]:
    """A made-up history in a warehouse of its own, all published; tests leave it as they find it."""
    local_dir = make_local_dir()
    with scratch_warehouse(database_url, "history") as url:
        yield run_history(replace(session_settings, local_dir=local_dir, database_url=url), local_dir / "made-up")
