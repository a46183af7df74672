"""Which rows and cells a template asks for, by unit and round."""

import pytest

from district_reports.problems import DistrictReportsError
from district_reports.readers.layouts import find_layout
from district_reports.readers.outline.sections import Round
from district_reports.registry import communes_of, project_names
from district_reports.templates.plans import build_plan, list_template_layouts
from district_reports.templates.previous import list_earlier
from district_reports.templates.rows import list_former_communes
from district_reports.values import fold

VAN_QUAN = "huyện Văn Quan, tỉnh Lạng Sơn"


def test_communes_of_the_unit_stand_in_the_rows_with_their_codes():
    plan = build_plan("household_review_1", VAN_QUAN, "2024H1")
    named = {row.code: row.label for row in plan.rows if row.code}
    lasting = {one.code: one.name_with_type for one in communes_of("184") if one.validity == "until_reform"}
    assert named == lasting
    assert plan.rows[0].label == "Tổng cộng"


def test_a_commune_that_may_have_ended_is_offered_and_not_asked_for():
    plan = build_plan("household_review_1", VAN_QUAN, "2024H1")
    former = list_former_communes(plan.unit, plan.ends)
    assert former
    assert not set(former) & {row.label for row in plan.rows}
    assert sum(row.is_spare for row in plan.rows) > len(former)


def test_rows_of_projects_are_the_programme_and_the_readers_know_each():
    rows = build_plan("capital", "184", "2024").rows
    read = [row.meaning.dims.get("subproject") or row.meaning.dims.get("project") for row in rows
            if "component" not in row.meaning.dims]  # fmt: skip
    assert read == [None, *project_names()]
    assert [row.order for row in rows[:3]] == ["", "1", "1.1"]


def test_the_whole_programme_is_the_sum_of_projects_and_a_project_of_its_parts():
    rows = build_plan("capital", "184", "2024").rows
    (project,) = [row for row in rows if row.order == "4"]
    assert [rows[part].order for part in project.parts] == ["4.1", "4.2", "4.3"]
    assert [rows[part].order for part in rows[0].parts] == ["1", "2", "3", "4", "5", "6", "7"]


def test_only_money_of_both_types_is_divided_into_works_and_maintenance():
    rows = build_plan("capital", "184", "2024").rows
    divided = [rows[row.whole].order for row in rows if row.whole is not None]
    assert divided == ["1.1", "1.1", "1.2", "1.2"]


def test_percentages_of_communes_are_not_added():
    plan = build_plan("household_review_5", "184", "2024")
    first = {cell.unit: cell.formula for cell in plan.cells if cell.row == 0}
    assert first["percent"] == ""
    assert "SUM(" in first["households"]


def test_a_commune_has_rows_for_villages_and_writes_its_own_total():
    plan = build_plan("household_review_1", "Phường Ba Đình, thành phố Hà Nội", "2025")
    assert plan.unit.area_list == "from_2025_07"
    assert [row.label for row in plan.rows if row.label] == ["Tổng cộng"]
    assert plan.cells[0].formula == ""
    assert sum(row.is_spare for row in plan.rows) >= 20


def test_label_choices_of_the_title_are_told_by_what_they_claim():
    plan = build_plan("household_review_1", "184", "2024")
    assert [("so bo" in fold(one), "chinh thuc" in fold(one)) for one in plan.titles] == [
        (False, False), (False, True), (True, False),
    ]  # fmt: skip
    assert plan.title == plan.titles[0]
    assert build_plan("capital", "184", "2024").titles == ()


def test_every_form_that_can_be_read_has_a_template_and_lists_of_persons_have_none():
    forms = {layout.form for layout in list_template_layouts()}
    assert {"capital", "targets", "support", "household_review_8", "household_review_10"} <= forms
    assert not forms & {"household_review_14", "household_review_15", "instructions", "previous"}
    assert find_layout("household_review_14").refusal


@pytest.mark.parametrize(
    ("form", "unit", "round_", "said"),
    [
        ("household_review_14", "184", "2024", "choose one of: capital"),
        ("capital", "184", "mùa xuân", "write 2024, 2024H1 or 2024-9M"),
        ("capital", "184", "2024Q1", "write 2024, 2024H1 or 2024-9M"),
        ("capital", "184", "2025", "no commune that reports on 31/12/2025"),
        ("capital", "huyện Nào Đó", "2024", "no district that reports on 31/12/2024"),
        ("capital", "huyện Châu Thành", "2024", "(Tiền Giang)"),
    ],
)
def test_what_is_no_form_unit_or_round_is_told_with_what_there_is(form, unit, round_, said):
    with pytest.raises(DistrictReportsError) as told:
        build_plan(form, unit, round_)
    assert said in str(told.value)


def test_the_round_before_is_the_last_that_ended_earlier():
    rounds = ["2022", "2023", "2024H1", "2024", "2023-9M", "2024Q1"]
    assert list_earlier(rounds, Round(2024, "9M")) == ["2024H1", "2023", "2023-9M", "2022"]
