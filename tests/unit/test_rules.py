from decimal import Decimal

import pytest

from district_reports import rules
from district_reports.problems import DistrictReportsError, Severity

RELATION = {
    "line": {"project": "DA5", "measure": "unallocated", "budget_year": "2024", "fund_source": "central"},
    "unit": "vnd",
    "stated": Decimal(9_000_000_000),
    "computed": Decimal(9_336_000_000),
    "difference": Decimal(-336_000_000),
    "details": {"parts": [{"kind": "project", "part": "DA1", "value": 9_000_000_000},
                          {"kind": "project", "part": "DA2", "value": 0},
                          {"kind": "project", "part": "DA5", "value": 336_000_000}]},
    "related": [],
}  # fmt: skip
RATE = RELATION | {
    "unit": "percent",
    "stated": Decimal("11.23"),
    "computed": Decimal("11.238095"),
    "difference": Decimal("-0.008095"),
    "details": {
        "numerator": 59_000_000, "amount_unit": "vnd", "denominator": 525_000_000,
        "denominator_line": {"project": "DA3", "subproject": "DA3.TDA2", "measure": "assigned", "budget_year": "2024"},
    },
}  # fmt: skip


def test_message_of_a_sum_says_where_stated_computed_difference_and_parts():
    vietnamese, english = rules.render("SUM-003", rules.word_relation(RELATION))
    for said in ("Dự án 5", "9.000 triệu đồng", "9.336 triệu đồng", "336 triệu đồng", "Đối chiếu"):
        assert said in vietnamese
    assert "Project 1 9,000 million VND; Project 5 336 million VND" in english


def test_message_of_a_rate_names_the_denominator_that_fits():
    vietnamese, _ = rules.render("RAT-002", rules.word_relation(RATE))
    assert "59 triệu đồng / 525 triệu đồng (Dự án 3, Tiểu dự án 2, vốn được giao năm 2024) = 11,2381 %" in vietnamese


def test_message_of_one_cause_lists_the_other_contradictions():
    other = {"line": {"project": "DA6", "measure": "planned"}, "unit": "vnd", "stated": 0, "computed": 210_000_000}
    vietnamese, english = rules.render("SUM-003", rules.word_relation(RELATION | {"related": [other]}))
    assert vietnamese.endswith("Cùng nguyên nhân: Dự án 6, vốn dự kiến ghi 0 triệu đồng, tính được 210 triệu đồng.")
    assert english.endswith("Same cause: Project 6, capital proposed says 0 million VND, computed 210 million VND.")


def test_long_list_of_parts_is_cut():
    parts = [{"kind": "budget_year", "part": str(year), "value": 1_000_000} for year in range(2001, 2021)]
    vietnamese, _ = rules.word_relation(RELATION | {"details": {"parts": parts}})["parts"]
    assert vietnamese.count(";") == rules.LISTED_PARTS
    assert vietnamese.endswith("; …")


def test_problem_takes_subject_and_severity_from_its_rule():
    problem = rules.problem("STA-001", location="a.txt#p3", found="sơ bộ")
    assert (problem.subject, problem.severity) == ("poverty", Severity.INFO)
    assert "sơ bộ" in problem.message_vi


def test_draft_is_told_with_the_printed_text():
    assert "Số: /BC-UBND" in rules.problem("DOC-001", location="", found="", printed="Số: /BC-UBND").message_vi


def test_message_without_its_numbers_is_refused():
    with pytest.raises(DistrictReportsError, match=r"SUM-003 needs computed, difference, parts"):
        rules.render("SUM-003", {"where": "", "stated": "", "related": ""})


def test_unknown_rule_is_refused():
    with pytest.raises(DistrictReportsError, match="ABC-999 is not in the catalogue"):
        rules.find_rule("ABC-999")


@pytest.mark.parametrize(
    ("code", "change", "complaint"),
    [
        ("SUM-1", {}, "is not an area and three digits"),
        ("SUM-999", {"severity": "loud"}, "misspells 'loud' is not a valid Severity"),
        ("SUM-999", {"subject": "weather"}, "guards the unknown subject weather"),
        ("SUM-999", {"message_en": "{where}"}, "fills in different values"),
    ],
)
def test_rule_that_is_not_well_formed_is_refused(code: str, change: dict, complaint: str):
    entry = {"subject": "capital", "severity": "info", "reason": "-", "message_vi": "-", "message_en": "-"} | change
    with pytest.raises(DistrictReportsError, match=complaint):
        rules._parse(code, entry)


def test_version_of_the_rule_set_is_short_and_stays():
    assert len(rules.rule_set_version()) == 12
    assert rules.rule_set_version() == rules.rule_set_version()


def test_message_of_a_household_rate_says_which_count_it_would_stand_for():
    line = {"measure": "poor_household_rate", "review_year": "2024"}
    shares = {"numerator": 100, "denominator": 1_037, "amount_unit": "households", "denominator_line": line}
    relation = RATE | {"line": line, "stated": Decimal("25"), "computed": Decimal("9.643"), "details": shares}
    vietnamese, english = rules.render("RAT-004", rules.word_relation(relation))
    assert "Với tỷ lệ 25 % thì phải là khoảng 259 hộ." in vietnamese
    assert "A rate of 25 % would be about 259 households." in english
