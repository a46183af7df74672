"""Rules over the dbt project, asked of dbt's own manifest: layers, contracts, grains, descriptions."""

import csv
import json
import re
import warnings
from collections.abc import Iterator

import pytest
from jinja2 import Environment

from district_reports import registry
from district_reports.gates import suites_directory
from district_reports.warehouse.building.transform import parse_project, project_directory

MAY_READ = {
    "staging": {"source", "seed"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"staging", "intermediate", "marts"},
    "rollups": {"marts", "rollups"},
}
MODEL_LINES = 100


@pytest.fixture(scope="module")
def manifest(session_settings):
    return parse_project(project_directory(), session_settings.local_dir)


@pytest.fixture(scope="module")
def models(manifest):
    found = [node for node in manifest.nodes.values() if node.resource_type == "model"]
    assert len(found) >= 30, "no models were found, so nothing was checked"
    return found


def layer_of(node) -> str:
    return node.fqn[1] if node.resource_type == "model" else str(node.resource_type)


def parents_of(manifest, node) -> Iterator:
    for unique_id in node.depends_on.nodes:
        yield manifest.sources.get(unique_id) or manifest.nodes[unique_id]


def test_models_read_only_from_the_layers_below(manifest, models):
    upward = [
        f"{model.name} reads {parent.name} ({layer_of(parent)})"
        for model in models
        for parent in parents_of(manifest, model)
        if layer_of(parent) not in MAY_READ[layer_of(model)]
    ]
    assert upward == []


def test_each_model_lies_in_the_schema_of_its_layer(models):
    assert [model.name for model in models if model.schema != layer_of(model)] == []


def test_marts_and_rollups_have_enforced_contracts(models):
    contracted = [model for model in models if layer_of(model) in ("marts", "rollups")]
    assert len(contracted) >= 12
    assert [model.name for model in contracted if not model.config.contract.enforced] == []


def test_every_model_says_its_grain_and_proves_it(manifest, models):
    proven = {
        node.attached_node
        for node in manifest.nodes.values()
        # A claim of its own (`assert_…`) has no such metadata.
        if (metadata := getattr(node, "test_metadata", None)) and metadata.name == "unique_grain"
    }
    silent = [model.name for model in models if not re.match(r"-- (One row per|Grain:) ", model.raw_code)]
    assert silent == []
    assert [model.name for model in models if model.unique_id not in proven] == []


def test_every_model_and_column_of_marts_and_rollups_is_described_in_both_languages(models):
    documented = [model for model in models if layer_of(model) in ("marts", "rollups")]
    texts = {model.name: model.description for model in documented}
    texts |= {
        f"{model.name}.{column.name}": column.description for model in documented for column in model.columns.values()
    }
    assert len(texts) >= 400
    assert [
        name
        for name, text in texts.items()
        if not re.fullmatch(r"(?s)\w.+\n\nTiếng Việt: .+", text.strip("`*").strip())
    ] == []


def test_columns_of_marts_and_rollups_are_described_once():
    written = [*project_directory().glob("models/marts/*.yml"), *project_directory().glob("models/rollups/*.yml")]
    columns = [
        line for path in written for line in path.read_text(encoding="utf-8").splitlines() if "data_type:" in line
    ]
    assert len(columns) >= 400
    assert [line.strip() for line in columns if not re.search(r"\{\{ doc\('\w+'\) \}\}", line)] == []


def test_described_columns_are_the_ones_that_are_built(models):
    """A column that no model has any more leaves its words behind."""
    page = (project_directory() / "models" / "_columns.md").read_text(encoding="utf-8")
    described = re.findall(r"\{% docs (\w+) %\}", page)
    written = "".join(path.read_text(encoding="utf-8") for path in project_directory().rglob("*.yml"))
    assert len(described) == len(set(described))
    assert [name for name in described if f"doc('{name}')" not in written] == []


NAMES = {
    "staging": r"stg_(district_reports|quality|registry|built)__\w+s",
    "intermediate": r"int_\w+s(_\w+)?|int_\w+ed(_\w+)?",
    "marts": r"dim_\w+s|fct_\w+",
    "rollups": r"agg_province_\w+_by_(year|round)|agg_province_sources",
}


def test_models_are_called_what_their_layer_calls_them(models):
    assert {layer_of(model) for model in models} == NAMES.keys()
    assert [model.name for model in models if not re.fullmatch(NAMES[layer_of(model)], model.name)] == []


def test_exposures_name_every_rollup_that_is_published(manifest, models):
    exposures = {exposure.name: exposure for exposure in manifest.exposures.values()}
    assert exposures.keys() >= {"provincial_dashboard", "provincial_page", "provincial_workbook"}
    rollups = {model.unique_id for model in models if layer_of(model) == "rollups"}
    assert {name: set(exposure.depends_on.nodes) ^ rollups for name, exposure in exposures.items()} == {
        name: set() for name in exposures
    }


def test_raw_sources_say_when_they_are_too_old(manifest):
    raw = [source for source in manifest.sources.values() if source.schema == "raw"]
    assert len(raw) == 4
    assert [source.name for source in raw if not (source.freshness and source.freshness.warn_after.count)] == []


def test_every_fact_holds_the_code_of_its_reporting_unit(models):
    facts = [model for model in models if model.name.startswith("fct_")]
    assert len(facts) >= 6
    assert [fact.name for fact in facts if "reporting_unit_code" not in fact.columns] == []


def test_every_rollup_holds_both_views_of_the_map(manifest, models):
    rollups = [model for model in models if layer_of(model) == "rollups"]
    assert len(rollups) >= 5
    assert [model.name for model in rollups if "area_view" not in model.columns] == []
    # Whoever joins a unit's own province instead of the bridge sums by the map of the time alone.
    read = {model.name: {parent.name for parent in parents_of(manifest, model)} for model in rollups}
    assert [name for name, parents in read.items() if "dim_reporting_units" in parents] == []


def test_every_rollup_has_the_same_totals_in_every_view_of_the_map(manifest, models):
    rollups = {model.unique_id for model in models if layer_of(model) == "rollups"}
    [claim] = [node for node in manifest.nodes.values() if node.name == "assert_area_views_agree"]
    # Sources are not those of the country, and hold no sums.
    assert rollups - set(claim.depends_on.nodes) == {"model.district_reports.agg_province_sources"}


def test_incremental_models_never_merge_and_forget_what_changed(models):
    incremental = [model for model in models if model.config.materialized == "incremental"]
    assert len(incremental) >= 15
    assert {model.config.incremental_strategy for model in incremental} <= {"delete+insert", "append"}
    forgetful = [model for model in incremental if any("forget_changed" in hook.sql for hook in model.config.pre_hook)]
    assert forgetful == incremental
    for model in incremental:
        key = r"province_code" if layer_of(model) == "rollups" else r"reporting_unit_code|submission_id"
        assert any(re.search(key, hook.sql) for hook in model.config.pre_hook), (
            f"{model.name} forgets more than changed"
        )


def test_what_later_steps_read_outlives_a_crash(manifest, models):
    """An unlogged table is empty after one; the step that made it may not run again."""
    forgotten = {model.unique_id for model in models if model.config.get("unlogged")}
    assert len(forgotten) >= 40
    later = [model for model in models if layer_of(model) in ("marts", "rollups")]
    judged = {
        json.loads(path.read_text(encoding="utf-8"))["meta"]["table"] for path in suites_directory().glob("*.json")
    }
    read = {parent.unique_id for model in later for parent in parents_of(manifest, model)}
    read |= {model.unique_id for model in models if model.name in judged}
    assert forgotten & read == set()


def test_there_is_one_division(manifest):
    project = project_directory()
    written = [*project.glob("models/**/*.sql"), *project.glob("macros/**/*.sql"), *project.glob("tests/**/*.sql")]
    dividing = {path.name for path in written if re.search(r"nullif\([^()]*, 0\)", path.read_text(encoding="utf-8"))}
    assert dividing == {"pct_of.sql"}


def test_texts_in_templates_hold_no_escape_that_jinja_does_not_know():
    paths = sorted(project_directory().rglob("*.sql"))
    assert len(paths) >= 100
    lexer = Environment(autoescape=True).lexer
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path in paths:
            assert list(lexer.tokenize(path.read_text(encoding="utf-8"), filename=path.name))


def test_models_stay_small_enough_to_read(models):
    long = {model.name: model.raw_code.count("\n") + 1 for model in models}
    assert {name: lines for name, lines in long.items() if lines > MODEL_LINES} == {}


def test_every_ratio_has_a_unit_test(manifest, models):
    rated = {model.name for model in models if "pct_of(" in model.raw_code and layer_of(model) == "rollups"}
    assert rated
    assert rated <= {unit_test.model for unit_test in manifest.unit_tests.values()}


def test_nothing_of_dbt_is_fetched_and_nobody_is_told(manifest):
    project = project_directory()
    assert not list(project.glob("packages.yml")) + list(project.rglob("__init__.py"))
    assert "send_anonymous_usage_stats: false" in (project / "dbt_project.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("seed", "key"),
    [
        ("areas_before_2025_07", ("area_list", "code")),
        ("areas_from_2025_07", ("area_list", "code")),
        ("area_successions", ("old_code", "new_code")),
        ("area_aliases", ("area_list", "code", "alias")),
        ("indicators", ("indicator",)),
        ("programme_projects", ("code",)),
    ],
)
def test_seed_has_one_row_per_key(seed, key):
    with (registry.seeds_directory() / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        keys = [tuple(row[name] for name in key) for row in csv.DictReader(file)]
    assert keys
    assert len(keys) == len(set(keys))
    assert all(all(part for part in one) for one in keys)
