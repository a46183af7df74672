"""In which order and in which words releases, units and projects are told."""

from dashboard_files import DATASETS
from hand_made import insert
from psycopg import Connection
from released_rows import PLACE, insert_release

RELEASE = {"release_id": "98-2024H1-001"}


def order_of(name: str) -> str:
    """How a filter orders its choices."""
    [dataset] = [dataset for dataset in DATASETS.values() if dataset["table_name"] == "board_releases"]
    [expression] = [metric["expression"] for metric in dataset["metrics"] if metric["metric_name"] == name]
    return expression


def test_rounds_are_told_in_words_and_listed_with_the_newest_first(connection: Connection):
    rounds = ("2023", "2024H1", "2024-8M", "2024H2", "2022H1", "2021-10M", "2021-2025")
    with connection.transaction(force_rollback=True):
        for number, round_ in enumerate((*rounds, "2024H1"), start=1):
            insert(connection, "release.releases", **PLACE | {"round": round_, "province_code": "97"},
                   release_id=f"97-{number}", release_number=number, content_sha256="0" * 64,
                   published_at="2024-07-10", status="provisional", rule_set_version="1",
                   code_version="1")  # fmt: skip
        listed = connection.execute(
            f"select period_label, min(round_label) from analytics.board_releases where province_code = '97' "
            f"group by period_label order by {order_of('newest')} desc"
        ).fetchall()
    assert listed == [
        ("Kỳ mới nhất", "6 tháng cuối năm 2024"),
        ("8 tháng năm 2024", "8 tháng năm 2024"),
        ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024"),
        ("6 tháng đầu năm 2024, lần 2, 10/07/2024", "6 tháng đầu năm 2024"),
        ("Năm 2023", "Năm 2023"),
        ("6 tháng đầu năm 2022", "6 tháng đầu năm 2022"),
        ("10 tháng năm 2021", "10 tháng năm 2021"),
        ("2021-2025", "2021-2025"),
    ]


def test_a_province_of_today_is_listed_before_those_that_went_into_one(connection: Connection):
    with connection.transaction(force_rollback=True):
        # The first went into the second, which is told of by itself too.
        for code, name, area_list in (
            ("1", "An Đông", "before_2025_07"), ("2", "Vân Tây", "before_2025_07"), ("3", "Vân Tây", "from_2025_07"),
        ):  # fmt: skip
            place = PLACE | {"province_code": code, "province_name": name, "area_list": area_list}
            insert(connection, "release.releases", **place, release_id=code, release_number=1,
                   area_view="as_reported" if area_list == "before_2025_07" else "recast", content_sha256="0" * 64,
                   published_at="2024-07-10", status="provisional", rule_set_version="1",
                   code_version="1")  # fmt: skip
        listed = connection.execute(
            f"select province_name from analytics.board_releases where province_code in ('1', '2') "
            f"group by province_name order by {order_of('own_province')}"
        ).fetchall()
    assert listed == [("Vân Tây",), ("An Đông",)]


def test_units_are_ranked_and_those_without_a_number_say_why(connection: Connection):
    key = {"row_key": "line", **PLACE}
    with connection.transaction():
        insert(connection, "release.releases", **RELEASE, **PLACE, release_number=1, content_sha256="0" * 64,
               published_at="2024-07-10", status="provisional", expected_unit_count=5, accepted_unit_count=3,
               rule_set_version="1", code_version="1")  # fmt: skip
        insert(connection, "release.completeness", **RELEASE, **key, missing_unit_names="Sông Vắng; Núi Xa",
               held_line_unit_names="Bãi Dài; Đồi Cao")  # fmt: skip
        insert(connection, "release.disbursement", **RELEASE, **key, project="", component="", fund_source="all",
               capital_type="all", disbursed_vnd=1, rate_denominator="assigned", is_headline=True)  # fmt: skip
        # The last of each: how late its first report was, if that says anything.
        for unit, is_accepted, assigned, disbursed, late in (
            ("Đồi Cao", True, 1000, 199, 12), ("Bãi Dài", True, 1000, 200, -3), ("Cồn Nhỏ", True, 0, 0, None),
            ("Hồ Sâu", False, 1000, None, None),
        ):  # fmt: skip
            insert(connection, "release.submissions", **RELEASE, submission_id=unit, reporting_unit_code=unit,
                   reporting_unit_name=unit, went_in=is_accepted, is_capital_accepted=is_accepted, round="2024H1",
                   first_days_late=late, is_first_on_time=late <= 0 if late else None)  # fmt: skip
            for measure, value in (("assigned_vnd", assigned), ("disbursed_vnd", disbursed)):
                if value is not None and is_accepted:
                    insert(connection, "release.sources", **RELEASE, table_name="disbursement", row_key="line",
                           measure=measure, submission_id=unit, figure_id=measure, reporting_unit_code=unit,
                           reporting_unit_name=unit, value=value, presence="stated")  # fmt: skip
        # A report of another round, of a unit that sent none of this one: what was held in it holds nothing here.
        insert(connection, "release.submissions", **RELEASE, submission_id="earlier", reporting_unit_code="Sông Vắng",
               reporting_unit_name="Sông Vắng", went_in=True, is_capital_accepted=True, round="2023")  # fmt: skip
        for submission, rule in (("Hồ Sâu", "SUM-900"), ("earlier", "SUM-901")):
            insert(connection, "release.findings", **RELEASE, submission_id=submission, finding_id="1", rule=rule,
                   severity="critical", reporting_unit_code="Hồ Sâu", reporting_unit_name="Hồ Sâu",
                   message_vi="tổng lệch")  # fmt: skip
    told = connection.execute(
        "select reporting_unit_name, unit_rate_pct, rate_band from analytics.board_units"
    ).fetchall()
    assert len(told) == 6, "each unit once"
    assert {(name, float(rate) if rate else None, band) for name, rate, band in told} == {
        ("Đồi Cao", 19.9, "Dưới 20 %"), ("Bãi Dài", 20.0, "Từ 20 đến 50 %"), ("Hồ Sâu", None, "Bị giữ"),
        ("Cồn Nhỏ", None, "Không có vốn"), ("Sông Vắng", None, "Chưa gửi"), ("Núi Xa", None, "Chưa gửi"),
    }  # fmt: skip
    reasons = connection.execute("select reporting_unit_name, reason_label from analytics.board_reasons").fetchall()
    assert set(reasons) == {
        ("Sông Vắng", "Chưa gửi báo cáo"), ("Núi Xa", "Chưa gửi báo cáo"), ("Hồ Sâu", "Bị giữ: SUM-900"),
        ("Bãi Dài", "Số tiền chưa cộng"), ("Đồi Cao", "Số tiền chưa cộng"),
    }  # fmt: skip
    punctual = connection.execute(
        "select reporting_unit_name, punctuality_label from analytics.board_reports"
    ).fetchall()
    assert set(punctual) == {
        ("Đồi Cao", "Muộn 12 ngày"), ("Bãi Dài", "Đúng hạn"), ("Cồn Nhỏ", "Không xét"), ("Hồ Sâu", "Không xét"),
        ("Sông Vắng", "Không xét"),
    }  # fmt: skip


def test_a_project_that_is_told_by_its_parts_alone_is_drawn_by_part(connection: Connection):
    first, second, works = {"subproject": "DA1.TDA1"}, {"subproject": "DA1.TDA2"}, "infrastructure_investment"
    lines = [
        # Without a rate, so its parts are drawn: of these the sub-project as a whole, not its component.
        {"project": "DA1"}, {"project": "DA1", **first, "rate": 10}, {"project": "DA1", **second},
        {"project": "DA1", **first, "component": works, "capital_type": "investment", "rate": 20},
        {"project": "DA1", **second, "component": works, "capital_type": "investment", "rate": 30},
        # With a rate of its own; that of one type of money says nothing of the other.
        {"project": "DA2", "rate": 40}, {"project": "DA2", "subproject": "DA2.TDA1", "rate": 50},
        {"project": "DA3", "capital_type": "investment", "rate": 60},
        {"project": "DA3", "subproject": "DA3.TDA1", "capital_type": "recurrent", "rate": 70},
        {"project": "DA3", "subproject": "DA3.TDA1", "fund_source": "local", "capital_type": "investment", "rate": 80},
    ]  # fmt: skip
    with connection.transaction(force_rollback=True):
        insert_release(connection, "98-2024H1-006")
        for number, line in enumerate(lines):
            rest = {"subproject": "", "component": "", "capital_type": "all", "fund_source": "all"} | line
            rate = rest.pop("rate", None)
            insert(connection, "release.disbursement", release_id="98-2024H1-006", row_key=str(number), **PLACE,
                   budget_year="2024", assigned_vnd=100, disbursement_rate_pct=rate, **rest)  # fmt: skip
        drawn = connection.execute(
            "select line_label, disbursement_rate_pct::integer from analytics.board_capital "
            "where release_id = '98-2024H1-006' and is_project_line"
        ).fetchall()
    assert dict(drawn) == {
        "Dự án 1 (phần), tiểu dự án 1": 10,
        "Dự án 1 (phần), tiểu dự án 2, đầu tư công trình": 30,
        "Dự án 2": 40,
        "Dự án 3": 60,
        "Dự án 3 (phần), tiểu dự án 1": 70,
        "Dự án 3 (phần), tiểu dự án 1 – ĐP": 80,
    }
