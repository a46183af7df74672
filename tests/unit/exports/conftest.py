"""One made-up release in memory: two districts, a malicious quote, a ratio printed wrong, a project not for them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from district_reports.warehouse.releases.content import CHILD_TABLES, TABLE_BY_NAME
from district_reports.warehouse.releases.published import PublishedRelease

MALICIOUS_QUOTE = "vốn là 90 <img src=x onerror=alert(1)> triệu đồng"
PROGRAMME, PROJECT, NOT_FOR_US = "97|2024H1||all", "97|2024H1|DA2|all", "97|2024H1|DA1|all"
POVERTY = "97|2024H1|2023"
UNIT_NAMES = {"971": "Suối Mơ", "972": "Núi Xa"}


def capital_row(row_key: str, project: str = "", **values: Any) -> dict[str, Any]:
    return {
        "row_key": row_key, "area_list": "before_2025_07", "province_code": "97", "province_name": "Mây Trắng",
        "round": "2024H1", "project": project, "subproject": "", "component": "", "fund_source": "all",
        "capital_type": "all", "budget_year": "2024", "rate_denominator": None, "is_headline": False,
        "area_view": "as_reported", "is_exact": True,
        "reporting_unit_count": 1, "accepted_unit_count": 2, "expected_unit_count": 3,
        "not_applicable_unit_count": 0, **dict.fromkeys(TABLE_BY_NAME["disbursement"].measures), **values,
    }  # fmt: skip


def source(row_key: str, measure: str, code: str, value: Any, **values: Any) -> dict[str, Any]:
    table_name = "poverty" if row_key == POVERTY else "disbursement"
    return {
        "table_name": table_name, "row_key": row_key, "measure": measure, "submission_id": f"{code}-1",
        "figure_id": measure, "reporting_unit_code": code, "reporting_unit_name": UNIT_NAMES[code],
        "indicator": "x", "value": value, "unit": "vnd", "bound": "exact", "presence": "stated", "value_text": "90",
        "unit_text": "triệu đồng", "quote": MALICIOUS_QUOTE, "locator": "bao_cao.docx#p1:0-9",
        "file_name": "bao_cao.docx", "file_sha256": "f" * 64, **values,
    }  # fmt: skip


@pytest.fixture
def release() -> PublishedRelease:
    """Assigned 100, disbursed 35 million by two districts; one of them also 16.74 for project 2, without a plan."""
    header = {
        "release_id": "97-2024H1-001", "area_view": "as_reported", "area_list": "before_2025_07",
        "province_code": "97", "round": "2024H1",
        "province_name": "Mây Trắng", "release_number": 1, "content_sha256": "c" * 64, "status": "provisional",
        "published_at": datetime(2024, 7, 10, 20, tzinfo=UTC), "expected_unit_count": 3, "received_unit_count": 2,
        "accepted_unit_count": 2, "held_unit_count": 0, "held_line_count": 1, "not_due_unit_count": 0,
        "status_reason_vi": "1 đơn vị chưa gửi báo cáo", "planned_capital_covered_pct": None, "code_version": "test",
        "rule_set_version": "rules-1", "replaces_release_id": None, "reverts_to_release_id": None,
    }  # fmt: skip
    disbursement = [
        capital_row(PROGRAMME, assigned_vnd=100_000_000, disbursed_vnd=35_000_000, rate_denominator="assigned",
                    disbursement_rate_pct=Decimal("35.00"), reported_disbursement_rate_pct=Decimal("34.90"),
                    is_headline=True),
        capital_row(NOT_FOR_US, "DA1", not_applicable_unit_count=1),
        capital_row(PROJECT, "DA2", disbursed_vnd=16_740_000),
    ]  # fmt: skip
    poverty = {
        "row_key": POVERTY, "is_exact": True, "review_year": "2023", "status": "preliminary", "standard": None,
        "is_headline": True,
        "reporting_unit_count": 1, "accepted_unit_count": 2, "expected_unit_count": 3,
        **dict.fromkeys(TABLE_BY_NAME["poverty"].measures), "poor_households_count": 896,
    }  # fmt: skip
    submissions = [
        {"submission_id": f"{unit}-1", "reporting_unit_name": name, "document_type": "report", "document_number": None,
         "document_date": None, "document_date_text": None, "is_draft": True, "went_in": True,
         "received_at": datetime(2024, 7, 5, tzinfo=UTC)}
        for unit, name in UNIT_NAMES.items()
    ]  # fmt: skip
    sources = [
        *(source(PROGRAMME, "assigned_vnd", unit, value) for unit, value in (("971", 90_000_000), ("972", 10_000_000))),
        *(source(PROGRAMME, "disbursed_vnd", unit, value) for unit, value in (("971", 30_000_000), ("972", 5_000_000))),
        source(PROGRAMME, "reported_disbursement_rate_pct", "971", Decimal("34.9"), unit="percent"),
        source(PROJECT, "disbursed_vnd", "971", 16_740_000),
        source(NOT_FOR_US, "assigned_vnd", "972", 0, presence="not_applicable", quote="không thuộc đối tượng"),
        source(POVERTY, "poor_households_count", "971", 896, unit="households"),
    ]
    finding = {
        "submission_id": "971-1", "finding_id": "1", "reporting_unit_name": "Suối Mơ", "rule": "SUM-900",
        "reporting_unit_code": "971", "severity": "warning", "subject": "capital",
        "location": "bao_cao.docx#p1:0-9", "stated": Decimal(1), "computed": Decimal(2), "difference": Decimal(-1),
        "unit": "vnd", "message_vi": "=HYPERLINK(1)", "message_en": "",
    }  # fmt: skip
    waiver = {
        "waiver_id": 1, "rule": "SUM-900", "reporting_unit_code": "971", "reporting_unit_name": "Suối Mơ",
        "approved_by": "Phòng Giảm nghèo", "reason": "đã đối chiếu", "valid_until": date(2024, 12, 31),
        "finding_count": 1,
    }  # fmt: skip
    file = {"submission_id": "971-1", "file_sha256": "f" * 64, "file_name": "bao_cao.docx"}
    completeness = {"row_key": "97", "is_exact": True,
                    "missing_unit_names": "Đèo Gió", "held_line_count": 1, "held_line_unit_names": "Núi Xa",
                    "nil_return_unit_count": 1, "households_covered_pct": None,
                    "province_name": "Mây Trắng", "round": "2024H1",
                    "expected_unit_count": 3, "received_unit_count": 2, "accepted_unit_count": 2}  # fmt: skip
    return PublishedRelease(
        header,
        {
            **{name: [] for name in CHILD_TABLES},
            "disbursement": disbursement, "poverty": [poverty], "completeness": [completeness],
            "submissions": submissions, "files": [file], "findings": [finding], "sources": sources,
            "waivers": [waiver],
        },
    )  # fmt: skip


@pytest.fixture
def recast(release: PublishedRelease) -> PublishedRelease:
    """The same figures under a province of today that the made-up one went into."""
    header = release.header | {
        "release_id": "recast-96-2024H1-001", "area_view": "recast", "area_list": "from_2025_07",
        "province_code": "96", "province_name": "Trời Cao", "expected_unit_count": 5,
    }  # fmt: skip
    return PublishedRelease(header, release.tables)


@pytest.fixture
def one_sided(release: PublishedRelease) -> PublishedRelease:
    """The same where one district tells what it was assigned, and not what it disbursed: a rate of the other alone."""
    money = release.rows("disbursement")[0] | {
        "disbursed_vnd": 30_000_000, "disbursement_rate_pct": Decimal("33.33"), "reported_disbursement_rate_pct": None,
        "reporting_unit_count": 2,
    }  # fmt: skip
    sources = [
        source
        for source in release.rows("sources")
        if (source["row_key"], source["measure"], source["reporting_unit_code"]) != (PROGRAMME, "disbursed_vnd", "972")
    ]
    disbursement = [money, *release.rows("disbursement")[1:]]
    return replace(release, tables={**release.tables, "disbursement": disbursement, "sources": sources})


@pytest.fixture
def with_targets(release: PublishedRelease) -> PublishedRelease:
    """The same with a rate for a target: one district states both numbers, the other says that its 60 % are enough."""
    row_key = "97|2024H1|hygienic_latrine_rate"
    measured = dict.fromkeys(TABLE_BY_NAME["target_results"].measures)
    row = measured | {
        "row_key": row_key, "indicator": "hygienic_latrine_rate", "target_year": "2024", "project": "",
        "dimension": "water_sanitation", "breakdown": "", "unit": "percent", "target_unit_count": 1,
        "result_unit_count": 2, "met_unit_count": 0, "not_met_unit_count": 1, "reported_met_unit_count": 1,
        "reported_not_met_unit_count": 1, "is_exact": True, "reporting_unit_count": 2, "accepted_unit_count": 2,
        "expected_unit_count": 3,
    }  # fmt: skip
    told = (("target", "971", Decimal(48)), ("result", "971", Decimal("45.5")), ("result", "972", Decimal(60)))
    sources = [
        source(row_key, f"{side}_unit_count", unit, value, table_name="target_results", unit="percent",
               unit_value=Decimal(1), value_text=str(value), figure_id=f"{side}-{unit}")
        for side, unit, value in told
    ]  # fmt: skip
    tables = {**release.tables, "target_results": [row], "sources": [*release.rows("sources"), *sources]}
    return replace(release, tables=tables)
