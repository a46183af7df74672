from dataclasses import replace

import pytest

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import Tracer

PROGRAMME = "97|2024H1||all"


def test_rate_is_traced_to_the_units_that_state_both_sides(release: PublishedRelease):
    one_sided = [
        source
        for source in release.rows("sources")
        if (source["measure"], source["reporting_unit_code"]) != ("disbursed_vnd", "972")
    ]
    tracer = Tracer(replace(release, tables={**release.tables, "sources": one_sided}))
    _, assigned = tracer.trace("disbursement", PROGRAMME, "disbursement_rate_pct").parts
    assert [unit.name for unit in assigned.units] == ["Suối Mơ"]
    assert (assigned.value, tracer.trace("disbursement", PROGRAMME, "assigned_vnd").value) == (90_000_000, 100_000_000)


def test_number_told_twice_by_one_unit_counts_once(release: PublishedRelease):
    told_again = [
        source | {"figure_id": "again"} for source in release.rows("sources") if source["measure"] == "assigned_vnd"
    ]
    assert told_again
    sources = [*release.rows("sources"), *told_again]
    tracer = Tracer(replace(release, tables={**release.tables, "sources": sources}))
    units = tracer.trace("disbursement", PROGRAMME, "assigned_vnd").units
    assert [(unit.value, len(unit.submissions[0].figures)) for unit in units] == [(90_000_000, 2), (10_000_000, 2)]


def test_unknown_cell_is_refused_with_a_remedy(release: PublishedRelease):
    with pytest.raises(DistrictReportsError, match="no such number") as refusal:
        Tracer(release).trace("disbursement", PROGRAMME, "poor_households_count")
    assert refusal.value.remedy
