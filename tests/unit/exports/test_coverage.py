"""Of how many units a number is told: of this very number."""

from dataclasses import replace
from decimal import Decimal

import pytest

from district_reports.exports.coverage import coverage_of
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import Tracer


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ("assigned_vnd", "2 trên 3 đơn vị nêu"),
        ("disbursed_vnd", "1 trên 3 đơn vị nêu"),
        ("disbursement_rate_pct", "1 trên 3 đơn vị nêu cả hai số"),
    ],
)
def test_each_number_of_a_row_is_of_the_units_that_state_it(one_sided: PublishedRelease, measure: str, told: str):
    coverage = coverage_of(Tracer(one_sided), "disbursement", one_sided.rows("disbursement")[0], measure)
    assert coverage.sentence == told


def test_what_nobody_states_is_of_no_unit(release: PublishedRelease):
    tracer, [programme, not_for_us, _] = Tracer(release), release.rows("disbursement")
    assert coverage_of(tracer, "disbursement", programme, "allocated_vnd") is None
    assert coverage_of(tracer, "disbursement", not_for_us, "assigned_vnd") is None


def test_rate_is_explained_only_where_the_sums_beside_it_do_not_give_it(
    release: PublishedRelease, one_sided: PublishedRelease
):
    told = [
        coverage_of(Tracer(one), "disbursement", one.rows("disbursement")[0], "disbursement_rate_pct").explanation
        for one in (release, one_sided)
    ]
    assert told == ["", "30,0 ÷ 90,0 triệu đồng của 1 đơn vị nêu cả hai số"]


def test_rate_of_the_country_that_its_sums_do_not_give_is_said_to_be_of_provinces(release: PublishedRelease):
    header = release.header | {"area_view": "national"}
    money = release.rows("disbursement")[0] | {"disbursement_rate_pct": Decimal("41.00")}
    own_rates = [
        row | {"measure": "disbursement_rate_pct", "value": Decimal(41)}
        for row in release.rows("sources")
        if row["measure"] == "assigned_vnd" and row["row_key"] == money["row_key"]
    ]
    tables = {
        **release.tables, "disbursement": [money], "provinces": [{}] * 63,
        "sources": [*release.rows("sources"), *own_rates],
    }  # fmt: skip
    coverage = coverage_of(Tracer(replace(release, header=header, tables=tables)), "disbursement", money,
                           "disbursement_rate_pct")  # fmt: skip
    assert coverage.counted == "2 trên 63 tỉnh, thành phố"
    assert coverage.explanation == "tính riêng ở từng tỉnh từ những đơn vị nêu cả hai số"


def test_numbers_that_are_not_added_up_are_of_the_units_that_state_them(with_targets: PublishedRelease):
    [row] = with_targets.rows("target_results")
    tracer = Tracer(with_targets)
    counts = [
        coverage_of(tracer, "target_results", row, measure).fraction for measure in ("target_value", "result_value")
    ]
    assert counts == ["1/3", "2/3"]
