"""How long a person waits for a dashboard in the real Superset: `python -m bench.dashboard_pages [board …]`.

Two years of 63 provinces, as in `bench.dashboards`; Chromium as a person's own browser, which keeps what it loaded.
Each board, or each that is named (`giai-ngan`), is opened once cold and some times warm; the warm medians count. Server
and browser share the cores of this machine. Adds to `bench/results.json`.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from bench.dashboards import READERS, RESULTS_FILE, fill, give_grants
from district_reports.settings import PROJECT_DIR, Settings, load_settings
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import remove_database, running_database
from district_reports.warehouse.scratch import scratch_warehouse

ANALYST, NATIONAL = READERS
VISITS = (
    (ANALYST, "giai-ngan"), (ANALYST, "giam-ngheo"), (ANALYST, "chi-tieu"), (ANALYST, "bao-cao"), (NATIONAL, "ca-nuoc"),
)  # fmt: skip
WARM_RUNS, PORT = 5, 8098
FIRST_NUMBER_WANTED, REQUEST_WANTED = 3.0, 1.0
GIVE_UP_SECONDS, QUIET_SECONDS = 120, 1.5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Notes when the first number stands in a chart, and when anything in a chart changed last.
WATCH = """
window.seen = {firstNumber: null, lastChange: 0};
const numbers = ['.header-line', 'tbody td'].map(part => '.dashboard-component-chart-holder ' + part).join(',');
new MutationObserver(changes => {
    const inCharts = changes.some(({target}) => target.closest && target.closest('.dashboard-component-chart-holder'));
    if (!inCharts) return;
    seen.lastChange = performance.now();
    if (seen.firstNumber === null && [...document.querySelectorAll(numbers)].some(part => /\\d/.test(part.textContent)))
        seen.firstNumber = performance.now();
}).observe(document, {childList: true, subtree: true, characterData: true});
"""
TELL = """() => ({
    ...seen,
    firstPaint: (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime,
    requests: performance.getEntriesByType('resource').filter(entry => entry.name.includes('/api/v1/chart/data'))
        .map(entry => [entry.name.includes('slice_id'), entry.duration]),
})"""


@dataclass(frozen=True)
class Wait:
    """What one opening of a board takes, in seconds from the click."""

    first_paint: float
    first_number: float
    all_drawn: float
    slowest_chart_request: float
    slowest_filter_request: float


def main() -> None:
    """Serve, open the boards, print a line for each, write the results."""
    boards = [board for _, board in VISITS]
    if unknown := set(sys.argv[1:]).difference(boards):
        sys.exit(f"no such board: {', '.join(sorted(unknown))} — there are {', '.join(boards)}")
    visits = {board: login for login, board in VISITS if board in (sys.argv[1:] or boards)}
    with (
        own_installation() as settings,
        running_database(settings) as server_url,
        scratch_warehouse(server_url, "bench") as url,
    ):
        prepare(url)
        with served(settings, url) as address, sync_playwright() as playwright:
            passwords = json.loads(settings.passwords_file.read_text(encoding="utf-8"))
            waits = {
                board: open_often(playwright, address, login, passwords[login], board)
                for board, login in visits.items()
            }
    write(waits)


def prepare(url: str) -> None:
    """Releases to draw, and who may see them."""
    with connect(url) as connection:
        fill(connection)
        give_grants(connection)
    with connect(url) as connection:
        connection.autocommit = True
        connection.execute("analyze")


@contextmanager
def own_installation() -> Iterator[Settings]:
    """An embedded server of its own: Superset's metadata of this machine is left alone."""
    (PROJECT_DIR / ".local").mkdir(exist_ok=True)
    local_dir = Path(tempfile.mkdtemp(prefix="bench-", dir=PROJECT_DIR / ".local"))
    local_dir.chmod(0o755)
    settings = replace(load_settings({}), local_dir=local_dir)
    try:
        yield settings
    finally:
        remove_database(settings)
        shutil.rmtree(local_dir)


@contextmanager
def served(settings: Settings, url: str) -> Iterator[str]:
    """The address of Superset as `make dashboards` serves it."""
    subprocess.run([sys.executable, "scripts/bootstrap.py", "dashboards"], cwd=PROJECT_DIR, check=True)
    told = {"DATABASE_URL": url, "LOCAL_DIR": str(settings.local_dir), "DASHBOARDS_PORT": str(PORT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "district_reports.dashboards"], cwd=PROJECT_DIR, env=os.environ | told
    )
    address = f"http://127.0.0.1:{PORT}"
    try:
        wait_until_served(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def wait_until_served(address: str, process: subprocess.Popen) -> None:
    """Return once it answers; a RuntimeError when it ended instead."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the dashboards ended by themselves")


def open_often(playwright: Playwright, address: str, login: str, password: str, board: str) -> dict[str, Wait]:
    """One board: cold in a browser that was never here, then the medians of warm runs."""
    with tempfile.TemporaryDirectory() as login_profile, tempfile.TemporaryDirectory() as profile:
        cookies = log_in(playwright, Path(login_profile), address, login, password)
        with browser(playwright, Path(profile)) as context:
            context.add_cookies(cookies)
            context.add_init_script(WATCH)
            runs = [open_once(context, f"{address}/superset/dashboard/{board}/") for _ in range(1 + WARM_RUNS)]
    cold, *warm = runs
    tell(board, "cold", cold)
    middle = Wait(**{name: statistics.median(asdict(run)[name] for run in warm) for name in asdict(cold)})
    tell(board, "warm", middle)
    return {"cold": cold, "warm": middle}


@contextmanager
def browser(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """Chromium with a profile on disk: it keeps files and compiled programs, as a person's does."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=path, args=["--no-sandbox"], viewport={"width": 1440, "height": 900}
    )
    yield context
    context.close()


def log_in(playwright: Playwright, profile: Path, address: str, login: str, password: str) -> list:
    """The cookies of somebody who logged in."""
    with browser(playwright, profile) as context:
        page = context.new_page()
        page.set_default_timeout(1000 * GIVE_UP_SECONDS)
        page.goto(f"{address}/login/")
        page.fill("input#username, input[name=username]", login)
        page.fill("input#password, input[name=password]", password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "login" not in url)
        return context.cookies()


def open_once(context: BrowserContext, url: str) -> Wait:
    """Open the board in a new tab and watch until nothing more is drawn."""
    page = context.new_page()
    page.goto(url, timeout=1000 * GIVE_UP_SECONDS)
    seen = watch(page)
    page.close()
    charts = [duration for is_chart, duration in seen["requests"] if is_chart]
    filters = [duration for is_chart, duration in seen["requests"] if not is_chart]
    in_milliseconds = (
        seen["firstPaint"], seen["firstNumber"], seen["lastChange"], max(charts), max(filters, default=0),
    )  # fmt: skip
    return Wait(*(milliseconds / 1000 for milliseconds in in_milliseconds))


def watch(page: Page) -> dict:
    """What the page noted, once a number stands and the charts have not changed for a while."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    before: dict = {}
    while time.monotonic() < deadline:
        page.wait_for_timeout(1000 * QUIET_SECONDS)
        page.wait_for_load_state("networkidle")
        seen = page.evaluate(TELL)
        if seen["firstNumber"] is not None and seen == before:
            return seen
        before = seen
    raise TimeoutError(f"{page.url} draws no number, or never ends")


def tell(board: str, how: str, wait: Wait) -> None:
    """A line of what was measured."""
    print(
        f"{board:<12}{how:<6}first paint {wait.first_paint:5.2f} s   first number {wait.first_number:5.2f} s   "
        f"all drawn {wait.all_drawn:5.2f} s   slowest request: chart {wait.slowest_chart_request:5.2f} s, "
        f"filter {wait.slowest_filter_request:5.2f} s",
        flush=True,
    )


def write(waits: dict[str, dict[str, Wait]]) -> None:
    """Put the waits among the results, rounded, with what is wanted of the warm ones; other boards keep theirs."""
    results = json.loads(RESULTS_FILE.read_text(encoding="utf-8")) if RESULTS_FILE.exists() else {}
    results["dashboard_pages"] = results.get("dashboard_pages", {}) | {
        "wanted_seconds": {"first_number": FIRST_NUMBER_WANTED, "slowest_chart_request": REQUEST_WANTED},
        **{
            board: {
                how: {name: round(value, 2) for name, value in asdict(wait).items()} for how, wait in by_how.items()
            }
            for board, by_how in waits.items()
        },
    }
    RESULTS_FILE.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
