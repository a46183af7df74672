"""A metric is asked for by its name and dimensions; what must not be added up is never added."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from made_up_warehouse import ROUND, Warehouse, capital, households, paid

from district_reports import registry
from district_reports.problems import DistrictReportsError
from district_reports.warehouse.building import metrics, transform
from district_reports.warehouse.scratch import scratch_warehouse

PROVINCES = registry.provinces()[:2]
UNITS = [unit for province in PROVINCES for unit in registry.districts_of(province.code)[:2]]
CENTRAL = {"round": ROUND, "fund_source": "central", "capital_type": "all", "budget_year": "2024"}


@pytest.fixture(scope="module")
def warehouse(database_url, session_settings) -> Iterator[Warehouse]:
    """Two provinces of two units; the last unit states no plan."""
    with scratch_warehouse(database_url, "metrics") as url:
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        warehouse = Warehouse(url, session_settings.local_dir)
        for number, unit in enumerate(UNITS, start=1):
            plan = [capital(1000 * number), capital(400 * number, project="DA2")] if number < len(UNITS) else []
            people = [households("total_households", 100), households("poor_households", 10 * number)]
            warehouse.load(number, unit, [*plan, paid(100), paid(40, project="DA2"), *people])
        warehouse.build()
        yield warehouse


def ask(warehouse: Warehouse, metric: str, by: list[str], **where: str) -> list[tuple]:
    rows = metrics.query_metric(warehouse.url, warehouse.local_dir, metric, by, where)
    return [tuple(row.values()) for row in rows]


def test_ratio_is_made_of_the_sums_of_units_that_state_both_sides(warehouse: Warehouse):
    first, second = sorted(province.code for province in PROVINCES)
    rates = ask(warehouse, "disbursement_rate_of_assigned", ["province_code"], **CENTRAL)
    # 200 of 1000 + 2000; 100 of 3000, for the fourth unit states no plan.
    assert rates == [(first, Decimal("6.67")), (second, Decimal("3.33"))]
    assert ask(warehouse, "disbursement_rate_of_assigned", [], **CENTRAL) == [(Decimal("5.00"),)]
    assert ask(warehouse, "disbursed_capital", [], **CENTRAL) == [(400,)], "the programme, and no project beside it"
    projects = ask(warehouse, "disbursed_capital", ["project"], **CENTRAL)
    assert projects == [("", 400), ("DA2", 160)]
    assert ask(warehouse, "poor_household_rate", [], round=ROUND, review_year="2023") == [(Decimal("25.00"),)]


def test_what_must_not_be_added_up_has_to_be_named(warehouse: Warehouse):
    with pytest.raises(DistrictReportsError, match="cannot be added up over round"):
        ask(warehouse, "disbursed_capital", ["fund_source", "capital_type", "budget_year"])


def test_unknown_metric_and_dimension_are_told_with_what_there_is(warehouse: Warehouse):
    with pytest.raises(DistrictReportsError, match="no metric 'poverty'") as error:
        ask(warehouse, "poverty", [])
    assert "poor_household_rate" in error.value.remedy
    with pytest.raises(DistrictReportsError, match="has no dimension colour"):
        ask(warehouse, "poor_households", ["colour"], round=ROUND, review_year="2023")


def test_every_metric_can_be_asked_for(warehouse: Warehouse):
    manifest = transform.parse_project(transform.project_directory(), warehouse.local_dir)
    names = [metric.name for metric in manifest.metrics.values()]
    assert len(names) >= 20
    named = {"round": ROUND, "fund_source": "central", "capital_type": "all", "budget_year": "2024"}
    named |= {"review_year": "2023", "indicator": "poor_households", "target_year": "2024"}
    models = {measure.name: model for model in manifest.semantic_models.values() for measure in model.measures}
    for metric in manifest.metrics.values():
        measure = next(iter(metric.type_params.input_measures)).name
        must = models[measure].config.meta["must_be_named"]
        assert len(ask(warehouse, metric.name, [], **{name: named[name] for name in must})) == 1, metric.name
