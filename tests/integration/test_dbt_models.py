"""From raw figures to provincial rollups, through dbt, on a made-up province with two units that report."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from made_up_warehouse import AS_REPORTED, DISBURSEMENT, FIRST_DAY, Warehouse, capital, households, paid

from district_reports import pipeline, registry
from district_reports.figures import Figure
from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.scratch import scratch_warehouse

PROVINCE = max(registry.provinces(), key=lambda province: len(registry.districts_of(province.code)))
FIRST, SECOND = registry.districts_of(PROVINCE.code)[:2]


FIRST_REPORT = [
    capital(1000),
    paid(300, breakdown="full_amount_in_words"),
    replace(paid(30), indicator="disbursement_rate", unit="percent"),
    capital(600, "forecast", period="2024-9M"),
    capital(2000, "planned", budget_year="2025", period="2025"),
    households("total_households", 200),
    households("poor_households", 20),
    Figure(
        figure_id="", indicator="poor_household_rate_change", value=Decimal("-3.5"), unit="pp", kind="target",
        period="2024", breakdown="poor;vs_2023",
    ),
]  # fmt: skip
SECOND_REPORT = [
    capital(500),
    paid(100),
    capital(0, project="DA2", presence="zero_in_words"),
    replace(capital(0, project="DA5", presence="not_applicable"), value=None),
    households("total_households", 100),
    households("poor_households", 30),
]


@pytest.fixture(scope="module")
def empty(database_url, session_settings, built_of_nothing) -> Iterator[Warehouse]:
    with scratch_warehouse(database_url, "dbt", copied_from=built_of_nothing) as url:
        yield Warehouse(url, session_settings.local_dir)


@pytest.fixture
def warehouse(empty: Warehouse) -> Warehouse:
    empty.empty()
    empty.load(1, FIRST, FIRST_REPORT)
    empty.load(2, SECOND, SECOND_REPORT)
    return empty


def test_rollup_adds_units_and_says_how_many(warehouse):
    warehouse.build()

    row = warehouse.line()
    assert (row["assigned_vnd"], row["disbursed_vnd"], row["disbursement_rate_pct"]) == (1500, 400, Decimal("26.67"))
    assert row["reported_disbursement_rate_pct"] is None, "one unit's rate is not the province's"
    districts = registry.districts_of(PROVINCE.code)
    assert row["expected_unit_count"] == len(districts)
    assert [row[f"{name}_unit_count"] for name in ("received", "accepted", "reporting")] == [2, 2, 2]
    assert not row["is_complete"]
    assert row["is_headline"]
    (poverty,) = warehouse.rows(f"select * from rollups.agg_province_poverty_by_year {AS_REPORTED}")
    assert (poverty["review_year"], poverty["poor_household_rate_pct"]) == ("2023", Decimal("16.67"))
    (target,) = warehouse.rows(f"select * from rollups.agg_province_targets_by_year {AS_REPORTED}")
    assert (target["breakdown"], target["lowest_target"], target["unit_count"]) == ("", Decimal("-3.50"), 1)
    (whole,) = warehouse.rows(f"select * from rollups.agg_province_completeness_by_round {AS_REPORTED}")
    # With what they are: a city often has its province's name.
    silent = [unit.name_with_type for unit in districts if unit not in (FIRST, SECOND)]
    assert sorted(whole["missing_unit_names"].split("; ")) == sorted(silent)


def test_zero_not_applicable_and_not_reported_stay_three_things(warehouse):
    warehouse.build()

    zero, not_applicable = warehouse.line(project="DA2"), warehouse.line(project="DA5")
    assert (zero["assigned_vnd"], zero["reporting_unit_count"]) == (0, 1)
    assert (not_applicable["assigned_vnd"], not_applicable["reporting_unit_count"]) == (None, 0)
    assert not_applicable["not_applicable_unit_count"] == 1
    assert not warehouse.rows(f"select from {DISBURSEMENT} where project = 'DA7'")
    presences = warehouse.rows("select project, presence from marts.fct_capital_to_date where project <> '' order by 1")
    assert [row["presence"] for row in presences] == ["zero_in_words", "not_applicable"]


def test_money_that_was_not_paid_is_never_disbursed_money(warehouse):
    unpaid = ("planned", "forecast", "target", "assigned", "actual")
    of_project = [paid(77, kind=kind, project="DA3") for kind in unpaid]
    warehouse.load(1, FIRST, [*FIRST_REPORT, *of_project, *(paid(99, kind=kind) for kind in unpaid)])
    warehouse.build()

    assert warehouse.line()["disbursed_vnd"] == 400
    assert not warehouse.rows(f"select from {DISBURSEMENT} where project = 'DA3'")


def test_windows_of_one_year_are_never_added(warehouse):
    nine_months = [capital(1000), paid(300), paid(450, period="2024-9M")]
    warehouse.load(1, FIRST, nine_months, round="2024-9M")
    warehouse.build()

    assert warehouse.line(round="2024-9M")["disbursed_vnd"] == 450


def test_part_of_a_line_is_not_the_line(warehouse):
    parts = [paid(11, breakdown="new_start"), paid(12, place="a commune")]
    warehouse.load(1, FIRST, [*FIRST_REPORT, *parts])
    warehouse.build()

    assert warehouse.line()["disbursed_vnd"] == 400


def test_held_subject_of_one_unit_leaves_the_rest(warehouse):
    held = f"{2:016x}"
    warehouse.hold(held, "capital")
    warehouse.build()

    row = warehouse.line()
    assert (row["assigned_vnd"], row["received_unit_count"], row["accepted_unit_count"]) == (1000, 2, 1)
    assert row["reported_disbursement_rate_pct"] == 30
    (poverty,) = warehouse.rows(f"select * from rollups.agg_province_poverty_by_year {AS_REPORTED}")
    assert (poverty["poor_households_count"], poverty["accepted_unit_count"]) == (50, 2)
    (whole,) = warehouse.rows(f"select * from rollups.agg_province_completeness_by_round {AS_REPORTED}")
    assert (whole["held_unit_count"], whole["critical_finding_count"], whole["is_final"]) == (1, 1, False)


def test_province_whose_only_report_is_held_keeps_its_completeness(warehouse):
    for number in (1, 2):
        warehouse.hold(f"{number:016x}", "submission")
    warehouse.build()

    (whole,) = warehouse.rows(f"select * from rollups.agg_province_completeness_by_round {AS_REPORTED}")
    assert (whole["received_unit_count"], whole["accepted_unit_count"], whole["held_unit_count"]) == (2, 0, 2)
    assert not warehouse.rows(f"select from {DISBURSEMENT}")


def test_accepted_report_stands_until_its_successor_is_free(warehouse):
    correction = warehouse.load(3, FIRST, [capital(1100), paid(330)], days=9)
    warehouse.hold(correction, "capital")
    warehouse.build()
    assert warehouse.line()["assigned_vnd"] == 1500

    warehouse.execute("delete from quality.findings")
    warehouse.build()
    assert warehouse.line()["assigned_vnd"] == 1600


def test_line_told_twice_takes_the_value_that_closes_the_sums(warehouse):
    project = {"project": "DA3", "fund_source": "all"}
    doubled = [capital(90, **project), capital(100, **project)]
    parts = [capital(60, **project, subproject="DA3.TDA1"), capital(40, **project, subproject="DA3.TDA2")]
    warehouse.load(1, FIRST, [*doubled, *parts])
    warehouse.load(2, SECOND, doubled)
    warehouse.build()

    row = warehouse.line(project="DA3", fund_source="all")
    assert row["assigned_vnd"] == 100
    assert row["reporting_unit_count"] == 1, "where nothing decides between two values, neither counts"
    assert row["held_unit_count"] == 1
    superseded = warehouse.rows("select value from intermediate.int_figures_resolved where is_superseded")
    assert [figure["value"] for figure in superseded] == [90]


def test_amount_in_no_sum_is_counted_named_and_keeps_its_line_and_the_province_is_not_final(warehouse):
    of_province = registry.districts_of(PROVINCE.code)
    warehouse.load(2, SECOND, [*SECOND_REPORT, capital(8, fund_source="local"), capital(9, fund_source="local")])
    for number, unit in enumerate(of_province[2:], start=3):
        warehouse.load(number, unit, [capital(10)])
    warehouse.build()

    line = warehouse.line(fund_source="local")
    assert (line["assigned_vnd"], line["reporting_unit_count"], line["held_unit_count"]) == (None, 0, 1)
    (whole,) = warehouse.rows(f"select * from rollups.agg_province_completeness_by_round {AS_REPORTED}")
    assert whole["accepted_unit_count"] == whole["expected_unit_count"] == len(of_province)
    assert (whole["held_line_count"], whole["held_line_unit_names"]) == (1, SECOND.name_with_type)
    assert not whole["is_final"]
    (held,) = warehouse.rows("select measure, hold_reason from marts.fct_capital_lines_held")
    assert (held["measure"], held["hold_reason"]) == ("assigned_vnd", "undecided")

    warehouse.load(2, SECOND, SECOND_REPORT, days=1)
    warehouse.build()
    assert not warehouse.rows(f"select from {DISBURSEMENT} where fund_source = 'local'")
    (whole,) = warehouse.rows(f"select * from rollups.agg_province_completeness_by_round {AS_REPORTED}")
    assert (whole["held_line_count"], whole["is_final"]) == (0, True)


def test_share_covered_goes_by_the_last_known_size_of_each_unit_and_is_unknown_while_one_is(warehouse):
    of_province = registry.districts_of(PROVINCE.code)
    for number, unit in enumerate(of_province, start=1):
        told = [capital(10 * number, budget_year="2023"), households("total_households", 100 * number)]
        warehouse.load(number, unit, told, round="2023")
    warehouse.load(101, FIRST, [capital(0), paid(0)], round="2024", days=300)
    warehouse.load(102, SECOND, [households("total_households", 5)], round="2022", days=300)
    warehouse.build()

    rows = warehouse.rows(f"select * from rollups.agg_province_completeness_by_round {AS_REPORTED} order by round")
    early, whole, late = rows
    assert (early["households_covered_pct"], early["planned_capital_covered_pct"]) == (None, None)
    assert (whole["households_covered_pct"], whole["planned_capital_covered_pct"]) == (100, 100)
    assert [row["nil_return_unit_count"] for row in rows] == [0, 0, 1]
    all_of_it = sum(range(1, len(of_province) + 1))
    assert late["households_covered_pct"] == round(Decimal(100) / all_of_it, 2)
    assert late["planned_capital_covered_pct"] == 0, "nothing was given to the one that counts"


def test_what_an_earlier_round_says_of_a_units_size_reaches_the_rows_of_later_rounds(warehouse):
    of_province = registry.districts_of(PROVINCE.code)
    for number, unit in enumerate(of_province, start=1):
        warehouse.load(
            number, unit, [capital(10, budget_year="2023"), households("total_households", 100)], round="2023"
        )
    warehouse.load(101, FIRST, [capital(0), paid(0)], round="2024", days=300)
    warehouse.build()
    assert warehouse.line(round="2024")["households_covered_pct"] == round(Decimal(100) / len(of_province), 2)

    as_large_as_all = households("total_households", 100 * len(of_province) + 100)
    warehouse.load(2, SECOND, [capital(10, budget_year="2023"), as_large_as_all], round="2023", days=301)
    warehouse.build()
    assert warehouse.line(round="2024")["households_covered_pct"] == round(Decimal(50) / len(of_province), 2)


def test_line_called_investment_is_recurrent_where_the_sums_say_so(warehouse):
    def told(value: int, where: str, measure: str = "assigned") -> Figure:
        return capital(value, measure, capital_type="investment", locator=f"report.txt#{where}")

    programme = [told(700, "p1:5-8"), told(65, "p1:50-52", "disbursed"), told(300, "p2:5-8")]
    programme += [told(13, "p2:50-52", "disbursed"), told(64, "p3:5-8", "unallocated")]
    parts = [capital(100, project="DA1", subproject="DA1.TDA1", component="maintenance"), capital(200, project="DA2")]
    warehouse.load(1, FIRST, [*programme, *parts])
    warehouse.build()

    investment, recurrent = warehouse.line(capital_type="investment"), warehouse.line(capital_type="recurrent")
    assert (investment["assigned_vnd"], investment["disbursed_vnd"], investment["unallocated_vnd"]) == (700, 65, 64)
    assert (recurrent["assigned_vnd"], recurrent["disbursed_vnd"]) == (300, 13)


def test_every_published_cell_leads_back_to_figures(warehouse):
    warehouse.build()
    sources = warehouse.rows(
        """
        select sources.measure, sources.submission_id, figures.value
        from rollups.agg_province_sources as sources
        inner join raw.figures as figures using (submission_id, figure_id)
        where sources.row_key = %s
        order by 1, 2
        """,
        [warehouse.line()["row_key"]],
    )
    assert [(row["measure"], row["value"]) for row in sources] == [
        ("assigned_vnd", 1000), ("assigned_vnd", 500), ("disbursed_vnd", 300), ("disbursed_vnd", 100),
        ("forecast_9m_vnd", 600),
    ]  # fmt: skip


def test_approved_budgets_and_printed_shares_are_published_in_every_view_with_their_sources(warehouse):
    def approved(value: int, **line: str) -> Figure:
        return replace(capital(value, "planned", **line), indicator="approved_budget")

    def printed(indicator: str, value: str, **line: str) -> Figure:
        return replace(capital(0, "assigned", unit="percent", **line), indicator=indicator, value=Decimal(value))

    added = {"project": "DA2", "fund_source": "beneficiary"}
    share = printed("counterpart_rate", "3.25", fund_source="local")
    all_of_it = printed("counterpart_rate", "100", fund_source="local", project="DA4")
    expected = printed("disbursement_forecast_rate", "45.5", kind="forecast", period="2024-9M", project="DA3")
    hoped_for = printed("disbursement_forecast_rate", "95", kind="target", project="DA7")
    warehouse.load(1, FIRST, [*FIRST_REPORT, approved(200, **added), share, all_of_it, expected, hoped_for])
    told_twice = [approved(value, project="DA6") for value in (10, 20)]
    warehouse.load(2, SECOND, [*SECOND_REPORT, approved(50, **added), *told_twice])
    warehouse.build()

    views = "area_view = any(array['as_reported', 'recast', 'national'])"
    rows = warehouse.rows(
        f"""select row_key, project, approved_vnd, reported_forecast_9m_rate_pct, held_unit_count, is_headline
            from {DISBURSEMENT} where {views} and project = any(array['DA2', 'DA3', 'DA4', 'DA6', 'DA7'])
            and fund_source = any(array['beneficiary', 'central']) and assigned_vnd is null order by project"""
    )
    assert [tuple(row.values())[1:] for row in rows] == [
        *[("DA2", 250, None, 0, False)] * 3, *[("DA3", None, Decimal("45.50"), 0, False)] * 3,
        *[("DA6", None, None, 1, False)] * 3,
    ]  # fmt: skip
    shares = warehouse.rows(f"select * from rollups.agg_province_cofinancing_by_round where {views}")
    assert [(row["central_vnd"], row["reported_cofinancing_share_pct"]) for row in shares] == [
        (None, Decimal("3.25"))
    ] * 3
    sources = warehouse.rows(
        """select measure, unit_value from rollups.agg_province_sources
           where area_view = 'as_reported' and row_key = any(%s) order by 1, 2""",
        [[row["row_key"] for row in (*rows, *shares)]],
    )
    assert [tuple(row.values()) for row in sources] == [
        ("approved_vnd", 50), ("approved_vnd", 200), ("reported_cofinancing_share_pct", Decimal("3.25")),
        ("reported_forecast_9m_rate_pct", Decimal("45.50")),
    ]  # fmt: skip


def test_building_twice_gives_the_same_rows(warehouse):
    def dump() -> dict[str, list]:
        # Unlogged are the steps to them, which hold what the last build made anew.
        tables = warehouse.rows(
            """select oid::regclass::text as name from pg_class where relkind = 'r' and relpersistence = 'p'
               and relnamespace in ('intermediate'::regnamespace, 'marts'::regnamespace, 'rollups'::regnamespace)
               and relname not like '%changed%' order by 1"""
        )
        assert tables, "there is nothing to compare"
        return {
            table["name"]: warehouse.rows(f"select * from {table['name']} as t order by t::text") for table in tables
        }

    def build_all() -> None:
        transform.build(warehouse.url, ["staging", "intermediate"], warehouse.local_dir)
        transform.build(warehouse.url, ["marts", "rollups"], warehouse.local_dir)

    build_all()
    before = dump()
    build_all()
    assert dump() == before


def test_unchanged_seeds_are_not_loaded_again(warehouse):
    result = transform.build(warehouse.url, ["stg_district_reports__problems"], warehouse.local_dir)
    assert result.built == ("stg_district_reports__problems",)
    assert not result.is_seeded


def test_broken_model_is_named_with_what_the_database_said(warehouse):
    warehouse.execute("alter table raw.problems rename to lost")
    try:
        with pytest.raises(DistrictReportsError, match=r"stg_district_reports__problems: .*raw\.problems") as error:
            transform.build(warehouse.url, ["stg_district_reports__problems"], warehouse.local_dir)
    finally:
        warehouse.execute("alter table raw.lost rename to problems")
    assert "models/staging/" in error.value.place


def test_what_comes_between_the_gate_and_the_rollups_waits_for_the_next_run(warehouse: Warehouse):
    third = registry.districts_of(PROVINCE.code)[2]
    transform.build(warehouse.url, ["staging", "intermediate"], warehouse.local_dir)
    warehouse.load(3, FIRST, [capital(9000), paid(10)], days=1)
    warehouse.load(4, third, [capital(9000), paid(10)])
    transform.build(warehouse.url, ["marts", "rollups"], warehouse.local_dir)
    row = warehouse.line()
    assert (row["assigned_vnd"], row["received_unit_count"], row["accepted_unit_count"]) == (1500, 2, 2)

    transform.build(warehouse.url, ["staging", "intermediate"], warehouse.local_dir)
    transform.build(warehouse.url, ["marts", "rollups"], warehouse.local_dir)
    row = warehouse.line()
    assert (row["assigned_vnd"], row["received_unit_count"], row["accepted_unit_count"]) == (18500, 3, 3)


def test_raw_is_stale_when_nothing_came_for_longer_than_a_round(empty: Warehouse, session_settings: Settings):
    settings = replace(session_settings, database_url=empty.url)
    empty.empty()
    assert pipeline.list_stale_sources(settings) == (), "where nothing ever came nothing is late"

    empty.load(1, FIRST, FIRST_REPORT)
    stale = pipeline.list_stale_sources(settings)
    assert [source.table for source in stale] == ["raw.figures", "raw.files", "raw.problems", "raw.submissions"]
    assert {source.last_received_at for source in stale} == {FIRST_DAY}
    assert all(source.age > timedelta(days=200) for source in stale)

    empty.load(2, SECOND, SECOND_REPORT, days=(datetime.now(UTC) - FIRST_DAY).days)
    assert pipeline.list_stale_sources(settings) == ()


def test_unit_tests_of_the_models_pass(warehouse):
    warehouse.build()
    assert len(transform.run_unit_tests(warehouse.url, warehouse.local_dir)) >= 7


# What a distributed PostgreSQL (Citus) cannot run over facts, and what would make a result depend on the day.
FORBIDDEN_SQL = {
    "merge": r"\bmerge\s+into\b",
    "grouping sets": r"\b(rollup|cube)\s*\(|\bgrouping\s+sets\b",
    "lateral": r"\blateral\b",
    "recursive": r"\bwith\s+recursive\b",
    "subquery outside a CTE": r"(?<!\bas )(?<!\bas materialized )\(\s*select\b",
    "clock": r"\b(now\s*\(|current_date|current_timestamp|clock_timestamp)",
}


def test_compiled_models_run_on_a_distributed_database_too(warehouse):
    transform.build(warehouse.url, ["staging", "intermediate", "marts", "rollups"], warehouse.local_dir)
    compiled = sorted(
        (warehouse.local_dir / "dbt" / "target" / "compiled" / "district_reports" / "models").rglob("*.sql")
    )
    assert len(compiled) >= 30
    found = [
        f"{path.name}: {name}"
        for path in compiled
        for name, pattern in FORBIDDEN_SQL.items()
        if re.search(pattern, re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8")).lower())
    ]
    assert found == []
