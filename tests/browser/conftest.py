"""The real Superset over a warehouse published from the samples, and the machine's own Chromium in front of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState, expect, sync_playwright
from visits import NATIONAL, READERS, Dashboards, Visit

from district_reports import pipeline
from district_reports.dashboards import load, superset_environment
from district_reports.settings import PROJECT_DIR, Settings
from district_reports.warehouse.access import Grant, enter_grant, find_province
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.scratch import scratch_warehouse

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
START_TIMEOUT_SECONDS = 300
# A dashboard draws within three seconds on an idle machine; tests run on busy ones.
DRAWING_TIMEOUT_MS = 90_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no Chromium on this machine; Debian, Ubuntu: apt-get install chromium"
    expect.set_options(timeout=DRAWING_TIMEOUT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def published(database_url: str, session_settings: Settings, make_local_dir) -> Iterator[Settings]:
    """Settings of a warehouse that published the samples."""
    with scratch_warehouse(database_url, "browser") as url:
        settings = replace(session_settings, database_url=url, inbox_dir=PROJECT_DIR / "samples",
                           local_dir=make_local_dir())  # fmt: skip
        pipeline.receive_inbox(settings)
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
        pipeline.check_submissions(settings)
        pipeline.build_rollups(settings)
        pipeline.publish_releases(settings)
        yield settings


@pytest.fixture(scope="session")
def granted(published: Settings) -> Iterator[Settings]:
    """The same with readers, whom Superset, prepared when nobody could read yet, gets to know afterwards."""
    url = published.database_url or ""
    subprocess.run([sys.executable, "scripts/bootstrap.py", "dashboards"], cwd=PROJECT_DIR, check=True)
    published.dashboards_home.mkdir(parents=True)
    assert load(published, url, os.environ | superset_environment(published, url)) == []
    with connect(url) as connection:
        for login, province in READERS.items():
            enter_grant(connection, Grant(login, "analyst", find_province(province), "Nguyễn Văn A", "kiểm thử"))
        enter_grant(connection, Grant(NATIONAL, "national_reader", None, "Nguyễn Văn A", "kiểm thử"))
    yield published
    with connect(url) as connection:
        for login in (*READERS, NATIONAL):
            connection.execute(f"drop owned by {login}; drop role {login}")


@pytest.fixture(scope="session")
def dashboards(granted: Settings) -> Iterator[Dashboards]:
    """Superset as `make dashboards` serves it."""
    port = _free_port()
    environment = os.environ | {
        "DATABASE_URL": granted.database_url or "", "LOCAL_DIR": str(granted.local_dir),
        "DASHBOARDS_PORT": str(port),
    }  # fmt: skip
    log = granted.local_dir / "dashboards.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "district_reports.dashboards"],
            cwd=PROJECT_DIR, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process, log)
        yield Dashboards(address, json.loads(granted.passwords_file.read_text(encoding="utf-8")))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


@pytest.fixture(scope="session")
def sessions(chromium: Browser, dashboards: Dashboards) -> dict[str, StorageState]:
    """Each reader, logged in once through Superset's own form."""
    states = {}
    for login in (*READERS, NATIONAL):
        context = chromium.new_context()
        page = context.new_page()
        page.set_default_timeout(DRAWING_TIMEOUT_MS)
        page.goto(f"{dashboards.address}/login/")
        page.fill("input#username, input[name=username]", login)
        page.fill("input#password, input[name=password]", dashboards.passwords[login])
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "login" not in url)
        states[login] = context.storage_state()
        context.close()
    return states


@pytest.fixture
def visit(
    chromium: Browser, dashboards: Dashboards, sessions: dict[str, StorageState]
) -> Iterator[Callable[[str], Visit]]:
    """Opens a window of its own for a reader."""
    contexts = []

    def open_window(login: str) -> Visit:
        contexts.append(chromium.new_context(storage_state=sessions[login], viewport={"width": 1500, "height": 1400}))
        page = contexts[-1].new_page()
        page.set_default_timeout(DRAWING_TIMEOUT_MS)
        visit = Visit(page, dashboards.address)
        page.on("response", visit.keep)
        return visit

    yield open_window
    for context in contexts:
        context.close()


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"Superset does not answer: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
