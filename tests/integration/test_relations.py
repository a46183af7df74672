"""Every rule about relations, on made-up reports small enough to see: one that breaks it and one that keeps it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from district_reports import gates, registry
from district_reports.figures import Figure, Reading, SubmissionIdentity
from district_reports.gates.suites import load_suites
from district_reports.rules import load_rules
from district_reports.settings import Settings
from district_reports.values import format_number
from district_reports.warehouse import transform
from district_reports.warehouse.connection import connect
from district_reports.warehouse.findings import findings_as_rows
from district_reports.warehouse.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.scratch import scratch_warehouse

UNIT = registry.districts_of(registry.provinces()[0].code)[0]


def money(measure: str, millions: str, project: str = "", **dimensions: str) -> Figure:
    """An amount as printed in triệu đồng ("16,74"), of the budget year 2024; `DA3.TDA1` is a sub-project."""
    value = Decimal(millions.replace(".", "").replace(",", ".")) * 1_000_000
    given = {"budget_year": "2024", "period": "2024", "value_text": millions, "unit_text": "triệu đồng"} | dimensions
    return Figure("", f"capital_{measure}" if measure != "approved_budget" else measure, value, "vnd", kind=measure,
                  **(_split(project) | given))  # fmt: skip


def rate(indicator: str, percent: str, project: str = "", unit: str = "percent", **dimensions: str) -> Figure:
    """A printed rate or, with `unit="pp"`, a change of one."""
    given = {"period": "2024", "kind": "actual", "value_text": percent.lstrip("-"), "unit_text": "%"} | dimensions
    return Figure("", indicator, Decimal(percent.replace(",", ".")), unit, **(_split(project) | given))


def count(indicator: str, number: int, project: str = "", **dimensions: str) -> Figure:
    given = {"period": "2024", "kind": "actual", "value_text": format_number(Decimal(number)), "unit_text": "hộ"}
    return Figure("", indicator, Decimal(number), "households", **(_split(project) | given | dimensions))


def _split(project: str) -> dict[str, str]:
    return {"project": project.split(".")[0], "subproject": project if "." in project else ""}


CENTRAL, LOCAL = {"fund_source": "central"}, {"fund_source": "local"}
INVESTMENT, RECURRENT = {"capital_type": "investment"}, {"capital_type": "recurrent"}
WORKS, MAINTENANCE = {"component": "infrastructure_investment"}, {"component": "maintenance"}
NEXT_YEAR = {"budget_year": "2025", "period": "2025"}


def by_source(project: str, whole: str, central: str, local: str) -> list[Figure]:
    return [
        money("assigned", whole, project, fund_source="all"),
        money("assigned", central, project, **CENTRAL),
        money("assigned", local, project, **LOCAL),
    ]


def wholly_central(project: str, amount: str) -> list[Figure]:
    return [money("assigned", amount, project, fund_source="all"), money("assigned", amount, project, **CENTRAL)]


def by_type(project: str, whole: str, investment: str, recurrent: str) -> list[Figure]:
    return [
        money("disbursed", whole, project),
        money("disbursed", investment, project, **INVESTMENT),
        money("disbursed", recurrent, project, **RECURRENT),
    ]


def co_financed(*lines: tuple[str, str, str]) -> list[Figure]:
    return [
        figure
        for project, central, local in lines
        for figure in (
            money("planned", central, project, **CENTRAL, **NEXT_YEAR),
            money("planned", local, project, **LOCAL, **NEXT_YEAR),
        )
    ]


def disbursement(project: str, assigned: str, disbursed: str, printed: str) -> list[Figure]:
    return [
        money("assigned", assigned, project),
        money("disbursed", disbursed, project),
        rate("disbursement_rate", printed, project, budget_year="2024"),
    ]


BROKEN_AND_KEPT = {
    "SUM-001": (by_source("DA2", "100", "90", "5"), by_source("DA2", "100", "90", "10")),
    "SUM-002": (by_type("DA1.TDA1", "100", "60", "30"), by_type("DA1.TDA1", "100", "60", "40")),
    "SUM-003": (
        [money("disbursed", "100"), money("disbursed", "60", "DA2"), money("disbursed", "50", "DA5")],
        [money("disbursed", "100"), money("disbursed", "60", "DA2"), money("disbursed", "40", "DA5")],
    ),
    "SUM-004": (
        [money("assigned", "100", "DA3"), money("assigned", "60", "DA3.TDA1"), money("assigned", "30", "DA3.TDA2")],
        [money("assigned", "100", "DA3"), money("assigned", "60", "DA3.TDA1"), money("assigned", "40", "DA3.TDA2")],
    ),
    "SUM-005": (
        [money("assigned", "100", "DA1.TDA1"), money("assigned", "70", "DA1.TDA1", **WORKS),
         money("assigned", "40", "DA1.TDA1", **MAINTENANCE)],
        [money("assigned", "100", "DA1.TDA1"), money("assigned", "70", "DA1.TDA1", **WORKS),
         money("assigned", "30", "DA1.TDA1", **MAINTENANCE)],
    ),
    "SUM-006": tuple(
        [money("assigned", "100", budget_year="2022-2024"), money("assigned", "30", budget_year="2022"),
         money("assigned", "30", budget_year="2023"), money("assigned", last, budget_year="2024")]
        for last in ("30", "40")
    ),
    "SUM-007": tuple(
        [money("assigned", "100", "DA5"), money("allocated", "60", "DA5"), money("unallocated", rest, "DA5")]
        for rest in ("30", "40")
    ),
    "SUM-008": tuple(
        [money("available", "105"), money("assigned", "70"), money("carried_over", carried, budget_year="2023"),
         money("assigned", "5", **LOCAL)]
        for carried in ("60", "30")
    ),
    "SUM-009": tuple(
        [money("approved_budget", "100", "DA2", fund_source="all"),
         money("approved_budget", "60", "DA2", fund_source="state_budget"),
         money("approved_budget", given, "DA2", fund_source="beneficiary")]
        for given in ("30", "40")
    ),
    "SUM-010": tuple(
        [count("participating_households", 100, "DA2"), count("participating_households", 60, "DA2", breakdown="poor"),
         count("participating_households", near_poor, "DA2", breakdown="near_poor")]
        for near_poor in (50, 30)
    ),
    "SUM-011": (by_source("", "100", "90", "4"), by_source("", "100", "90", "10")),
    "SUM-012": (
        [count("total_households", 100), count("poor_households", 120)],
        [count("total_households", 100), count("poor_households", 20), count("near_poor_households", 30)],
    ),
    "SUM-013": (by_type("DA1.TDA1", "17.015", "16.320", "695,74"), by_type("DA1.TDA1", "17.015", "16.320", "695,4")),
    "RAT-001": (disbursement("DA2", "673", "16,74", "2,52"), disbursement("DA2", "673", "16,74", "2,49")),
    "RAT-002": (disbursement("DA2", "525", "59", "11,23"), disbursement("DA2", "525", "59", "11,24")),
    "RAT-003": tuple(
        [money("assigned", "100"), money("forecast", "44"),
         rate("disbursement_forecast_rate", printed, budget_year="2024")]
        for printed in ("46", "44")
    ),
    "RAT-004": tuple(
        [count("total_households", 1000), count("poor_households", 100), rate("poor_household_rate", printed)]
        for printed in ("12,0", "10,0")
    ),
    "RAT-005": tuple(
        [rate("poor_household_rate", "10,0", period="2023"), rate("poor_household_rate", "8,0"),
         rate("poor_household_rate_change", change, unit="pp")]
        for change in ("-3,0", "-2,0")
    ),
    "RAT-006": tuple(
        [rate("poor_household_rate_change", "-2,0", unit="pp"),
         rate("poor_household_rate_change", target, unit="pp", kind="target")]
        for target in ("-3,0", "-2,0")
    ),
    "DUP-001": tuple(
        [money("assigned", first, "DA3", **CENTRAL), money("assigned", "100", "DA3", **CENTRAL),
         money("assigned", "60", "DA3.TDA1", **CENTRAL), money("assigned", "40", "DA3.TDA2", **CENTRAL)]
        for first in ("90", "100")
    ),
    "DUP-002": tuple([money("assigned", first, "DA2"), money("assigned", "100", "DA2")] for first in ("90", "100")),
    "DUP-003": tuple([count("total_households", first), count("total_households", 110)] for first in (100, 110)),
    "CAP-001": tuple(
        co_financed(("DA2", "1.000", "30"), ("DA3", "2.000", "60"), ("DA5", "3.000", "90"), ("DA7", "1.000", local))
        for local in ("80", "30")
    ),
    "CAP-002": tuple([money("assigned", "100", "DA2"), money("disbursed", paid, "DA2")] for paid in ("120", "80")),
    "CAP-003": tuple([money("assigned", "100"), money("disbursed", paid)] for paid in ("120", "80")),
    "CAP-004": tuple([money("disbursed", paid, "DA2")] for paid in ("-5", "5")),
    "LAB-001": tuple(
        [money("assigned", "100", **CENTRAL), money("assigned", "70", **CENTRAL, **INVESTMENT),
         money("assigned", "30", **CENTRAL, **label)]
        for label in (INVESTMENT, RECURRENT)
    ),
}  # fmt: skip

BOTH_DOUBLED = [
    money("assigned", "500", **CENTRAL), money("assigned", "400", "DA2", **CENTRAL),
    money("assigned", "90", "DA3", **CENTRAL), money("assigned", "100", "DA3", **CENTRAL),
    money("assigned", "60", "DA3.TDA1", **CENTRAL), money("assigned", "40", "DA3.TDA2", **CENTRAL),
]  # fmt: skip
SENTENCES: dict[str, tuple[list[Figure], list[str]]] = {
    "parts short of the whole prove nothing while parts are missing": (
        [money("assigned", "100"), money("assigned", "60", "DA2")],
        [],
    ),
    "a beaten reading spoils no other sum": (BOTH_DOUBLED, ["DUP-001"]),
    "one stray amount that breaks two sums is one finding": (
        [
            *by_source("DA6.TDA1", "0", "210", "0"),
            *by_source("DA6.TDA2", "217", "210", "7"),
            *by_source("DA6", "217", "210", "7"),
        ],
        ["SUM-004"],
    ),
    "local money that lines without any local money cannot hold": (
        [
            money("assigned", "100", **CENTRAL),
            money("assigned", "9", **LOCAL),
            *wholly_central("DA2", "40"),
            *wholly_central("DA3", "60"),
        ],
        ["SUM-003"],
    ),
    "a zero in words is a part like any other": (
        [
            money("assigned", "100", "DA3"),
            money("assigned", "90", "DA3.TDA1"),
            replace(money("assigned", "0", "DA3.TDA2"), presence="zero_in_words", value_text="chưa bố trí"),
        ],
        ["SUM-004"],
    ),
    "an amount that is only about right breaks no sum": (
        [
            replace(money("assigned", "100", "DA3"), bound="about"),
            money("assigned", "60", "DA3.TDA1"),
            money("assigned", "60", "DA3.TDA2"),
        ],
        [],
    ),
    "an amount repeated with fewer digits is one amount": (
        [
            money("disbursed", "10.491,5"),
            money("disbursed", "10.491,503"),
        ],
        [],
    ),
    "a rate of all that could be spent is right with that denominator": (
        [
            money("available", "150"),
            money("assigned", "100"),
            money("disbursed", "30"),
            rate("disbursement_rate", "20,0", budget_year="2024"),
        ],
        [],
    ),
    "a total that counts carried-over money in contradicts nothing": (
        [
            money("assigned", "140"),
            money("assigned", "60", **INVESTMENT),
            money("assigned", "40", **RECURRENT),
            money("carried_over", "40", budget_year="2023"),
        ],
        [],
    ),
    "a total that lacks as much as one of its parts holds nothing": (by_source("", "100", "90", "5"), ["SUM-001"]),
    "a rate of money that was not recognised proves nothing": (
        disbursement("DA2", "673", "16,74", "61,1"),
        [],
    ),
    "rounded parts of a round total are a note": (
        [
            money("assigned", "100", "DA3"),
            money("assigned", "60", "DA3.TDA1"),
            money("assigned", "39", "DA3.TDA2"),
        ],
        ["SUM-013"],
    ),
}


@pytest.fixture(scope="module")
def findings(database_url: str, session_settings: Settings) -> Iterator[dict[str, list[dict]]]:
    """The findings of every example, each a submission of its own: one build, one gate."""
    examples = {sentence: figures for sentence, (figures, _) in SENTENCES.items()}
    for rule, (broken, kept) in BROKEN_AND_KEPT.items():
        examples |= {f"{rule} broken": broken, f"{rule} kept": kept}
    with scratch_warehouse(database_url, "relations") as url:
        with connect(url) as connection:
            ids = {name: _load(connection, number, figures) for number, (name, figures) in enumerate(examples.items())}
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        gates.run_gate_1(url)
        with connect(url) as connection:
            yield {name: findings_as_rows(connection, [submission_id]) for name, submission_id in ids.items()}


def _load(connection, number: int, figures: list[Figure]) -> str:
    sha256 = f"{number:064x}"
    receipt = SubmissionReceipt(f"{number:016x}", sha256, (ReceivedFile(sha256, "a.txt", "text/plain", 1),),
                                datetime(2025, 1, 10, tzinfo=UTC), "1")  # fmt: skip
    placed = tuple(
        replace(figure, figure_id=f"f{place:02}", locator=f"a.txt#p{place}:0-9") for place, figure in enumerate(figures)
    )
    identity = SubmissionIdentity(UNIT.area_list, UNIT.province_code, "", UNIT.code, UNIT.name, "district", "2024")
    load_submission(connection, receipt, Reading(identity, placed))
    return receipt.submission_id


@pytest.mark.parametrize("rule", BROKEN_AND_KEPT)
def test_a_report_that_breaks_one_rule_gets_one_finding(rule: str, findings: dict[str, list[dict]]):
    assert [(found["rule"], found["severity"]) for found in findings[f"{rule} broken"]] == [
        (rule, load_rules()[rule].severity)
    ]


@pytest.mark.parametrize("rule", BROKEN_AND_KEPT)
def test_a_report_that_keeps_the_rule_gets_none(rule: str, findings: dict[str, list[dict]]):
    assert findings[f"{rule} kept"] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_holds_that(sentence: str, findings: dict[str, list[dict]]):
    assert [found["rule"] for found in findings[sentence]] == SENTENCES[sentence][1]


def test_every_rule_a_suite_of_gate_1_judges_has_its_examples():
    judged = {
        expectation["meta"]["rule"]
        for suite in load_suites(gates.suites_directory(), 1)
        for expectation in suite.expectations
    }
    assert judged == BROKEN_AND_KEPT.keys()


def test_a_finding_says_where_what_was_stated_and_what_follows(findings: dict[str, list[dict]]):
    (found,) = findings["RAT-001 broken"]
    assert found["where"] == "a.txt#p2:0-9"
    assert (found["stated"], round(found["computed"], 3)) == (Decimal("2.52"), Decimal("2.487"))
    assert found["figures"].split(";")[0] == "f02"
    assert "16,74 triệu đồng / 673 triệu đồng" in found["message_vi"]


def test_the_finding_of_one_cause_names_the_other_contradictions(findings: dict[str, list[dict]]):
    (found,) = findings["one stray amount that breaks two sums is one finding"]
    assert "Dự án 6, Tiểu dự án 1" in found["message_vi"]
    assert len(set(found["figures"].split(";"))) == len(found["figures"].split(";")) >= 5
