"""What is exported of real releases, cell by cell; the questions of the cookbook, asked; the words of `analytics`."""

import re
from dataclasses import dataclass, replace

import psycopg
import pytest
from click.testing import CliRunner
from exported.cells import assert_page_shows, assert_workbook_shows

from district_reports import pipeline
from district_reports.cli import main
from district_reports.exports.draft.build import build_summary
from district_reports.settings import PROJECT_DIR, Settings
from district_reports.warehouse.releases.published import PublishedRelease, list_newest_headers, read_to_show
from district_reports.warehouse.schema.comments import analytics_words
from district_reports.warehouse.scratch import scratch_warehouse

COOKBOOK = (PROJECT_DIR / "docs" / "cookbook.md").read_text(encoding="utf-8")
# What no sample can bring, and why.
UNDRAWN = {"board_waivers": "whether a finding is waived is for a person to say"}


@pytest.fixture(scope="module")
def settings(session_settings: Settings, database_url: str, make_local_dir):
    """A warehouse in which the samples are published."""
    with scratch_warehouse(database_url, "exports") as url:
        settings = replace(session_settings, inbox_dir=PROJECT_DIR / "samples", local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        pipeline.receive_inbox(settings)
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
        pipeline.check_submissions(settings)
        pipeline.build_rollups(settings)
        pipeline.publish_releases(settings)
        yield settings


@pytest.fixture(scope="module")
def releases(settings: Settings) -> dict[str, PublishedRelease]:
    """The newest releases by id as readers are shown them, re-cast ones and those of the country too."""
    with psycopg.connect(settings.database_url) as connection:
        headers = list_newest_headers(connection, with_national=True)
        return {header["release_id"]: read_to_show(connection, header["release_id"]) for header in headers}


def test_every_page_shows_its_release_and_nothing_else(releases: dict[str, PublishedRelease]):
    counts = [assert_page_shows(release) for release in releases.values()]
    assert len(counts) >= 14
    assert min(counts) > 0
    assert sum(counts) > 1500


def test_every_workbook_shows_its_release_and_nothing_else(releases: dict[str, PublishedRelease]):
    counts = [assert_workbook_shows(release) for release in releases.values()]
    assert sum(counts) > 4000


def test_every_release_has_a_draft(releases: dict[str, PublishedRelease]):
    assert all(build_summary(release).startswith(b"PK") for release in releases.values())


def test_files_of_one_release_are_written_by_its_name(settings: Settings, releases, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    name = next(iter(releases))
    result = CliRunner().invoke(main, ["releases", "export", name, "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}{ending}" for ending in (".html", ".xlsx", ".docx")}


@dataclass(frozen=True)
class Recipe:
    """A question of the cookbook: its query, and the columns and rows shown."""

    question: str
    query: str
    columns: list[str]
    rows: list[list[str]]


def list_recipes() -> list[Recipe]:
    recipes = []
    for section in re.split(r"^## (?=\d)", COOKBOOK, flags=re.MULTILINE)[1:]:
        query = re.search(r"```sql\n(.*?)```", section, re.DOTALL)[1]
        lines = [line for line in section.splitlines() if line.startswith("|")]
        columns, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
        recipes.append(Recipe(section.splitlines()[0], query, columns, rows))
    return recipes


def test_cookbook_has_its_questions():
    assert len(list_recipes()) == 17


@pytest.mark.parametrize("recipe", list_recipes(), ids=lambda recipe: recipe.question.split(".")[0])
def test_query_of_the_cookbook_gives_the_answer_shown(settings: Settings, recipe: Recipe):
    with psycopg.connect(settings.database_url) as connection:
        cursor = connection.execute(f"set transaction read only; {recipe.query}")
        while cursor.nextset():
            pass
        columns = [column.name for column in cursor.description]
        rows = [["–" if value in {None, ""} else str(value) for value in row] for row in cursor.fetchall()]
    assert (columns, rows) == (recipe.columns, recipe.rows)
    assert rows, "a question without an answer teaches nothing"


def test_every_board_has_something_to_draw_of_the_samples(settings: Settings):
    with psycopg.connect(settings.database_url) as connection:
        views = connection.execute(
            "select relname from pg_class where relnamespace = 'analytics'::regnamespace and relname like 'board\\_%'"
        ).fetchall()
        undrawn = {
            view for (view,) in views if not connection.execute(f"select from analytics.{view} limit 1").fetchall()
        }
    assert len(views) > 10
    assert undrawn == UNDRAWN.keys()


def test_every_view_and_column_of_analytics_says_what_it_means(settings: Settings):
    with psycopg.connect(settings.database_url) as connection:
        silent = connection.execute(
            """
            select class.relname, attribute.attname
            from pg_class as class
            join pg_attribute as attribute on class.oid = attribute.attrelid and attribute.attnum >= 0
            where
                class.relnamespace = 'analytics'::regnamespace and class.relkind = 'v'
                and col_description(class.oid, attribute.attnum) is null
            union all
            select relname, null
            from pg_class
            where
                relnamespace = 'analytics'::regnamespace and relkind = 'v'
                and obj_description(oid, 'pg_class') is null
            """
        ).fetchall()
        views = connection.execute(
            "select regexp_replace(relname, '_(recast|national)$', '') from pg_class"
            " where relnamespace = 'analytics'::regnamespace and relkind = 'v'"
        ).fetchall()
    assert silent == []
    assert analytics_words()["views"].keys() <= {name for (name,) in views}


@pytest.mark.parametrize(("view", "units"), [("", 1), ("_national", 2)])
def test_what_units_put_into_a_cell_adds_up_to_it(settings: Settings, view: str, units: int):
    with psycopg.connect(settings.database_url) as connection:
        counts = connection.execute(
            f"""
            with added as (
                select release_id, row_key, sum(value) as value, count(distinct reporting_unit_code) as unit_count
                from analytics.unit_numbers{view}
                where table_name = 'disbursement' and measure = 'assigned_vnd'
                group by release_id, row_key
            )
            select count(*), count(*) filter (where added.value is distinct from disbursement.assigned_vnd),
                max(unit_count)
            from analytics.disbursement{view} as disbursement
            left join added using (release_id, row_key)
            where disbursement.assigned_vnd is not null
            """
        ).fetchone()
    assert counts[0] > 50
    assert counts[1:] == (0, units)
