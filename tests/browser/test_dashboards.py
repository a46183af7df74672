"""What analysts see in Superset, with a browser: their own province with its coverage, and nothing of another."""

import json
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import expect
from visits import NATIONAL, OTHER, OWN, Dashboards, Visit, unescaped

from district_reports.dashboards import METADATA_DATABASE
from district_reports.settings import PROJECT_DIR, Settings

# Names, ids and numbers that only a row of the other province carries.
OTHERS_MARKS = ("Điện Biên", "Tuần Giáo", "11-2023-001", "17.243", "17243000000")
OWN_RATE, OWN_COVERAGE = "17,22", "1/11 đơn vị"
DISBURSEMENT = "/superset/dashboard/giai-ngan/"
BOARDS = ("giai-ngan", "giam-ngheo", "chi-tieu", "bao-cao", "ca-nuoc")

# Superset knows each query of each person by an id that the browser makes up, of at most eleven letters.
OTHERS_QUERY = secrets.token_hex(5)

Log = Callable[[str], Visit]


def assert_nothing_of_the_other_province(text: str) -> None:
    assert [mark for mark in OTHERS_MARKS if mark in text] == []


def open_board(visit: Visit, path: str, awaited: str) -> None:
    """Open a dashboard and wait until this text is drawn and nothing is loading."""
    visit.open(path)
    expect(visit.page.get_by_text(awaited, exact=False).first).to_be_visible()
    visit.page.wait_for_load_state("networkidle")


def tabs(visit: Visit) -> Any:
    return visit.page.get_by_role("tab")


def chart(visit: Visit, title: str) -> Any:
    return visit.page.locator(".dashboard-component-chart-holder", has_text=title)


def request_headers(visit: Visit) -> dict[str, str]:
    token = visit.page.request.get(f"{visit.address}/api/v1/security/csrf_token/").json()["result"]
    return {"X-CSRFToken": token, "Referer": visit.address}


def database_id(visit: Visit) -> int:
    return visit.page.request.get(f"{visit.address}/api/v1/database/").json()["result"][0]["id"]


def run_sql(visit: Visit, sql: str, client_id: str) -> tuple[int, str]:
    body = {"database_id": database_id(visit), "sql": sql, "client_id": client_id, "runAsync": False, "queryLimit": 99,
            "schema": "analytics", "tab": "", "select_as_cta": False, "expand_data": True}  # fmt: skip
    answer = visit.page.request.post(
        f"{visit.address}/api/v1/sqllab/execute/", data=body, headers=request_headers(visit)
    )
    return answer.status, unescaped(answer.text())


def test_an_analyst_sees_the_rate_of_the_province_with_its_coverage_and_status(visit: Log):
    analyst = visit(OWN)
    open_board(analyst, DISBURSEMENT, OWN_RATE)
    total = chart(analyst, "Tổng số của tỉnh")
    for text in (OWN_RATE, OWN_COVERAGE, "Tạm thời", "98.801,0", "17.015,0"):
        expect(total).to_contain_text(text)
    rate = chart(analyst, "Tỷ lệ giải ngân (%)").first
    for text in (OWN_RATE, OWN_COVERAGE, "Tạm thời"):
        expect(rate.get_by_text(text).last).to_be_visible()
    analyst.picture("1-giai-ngan")
    assert_nothing_of_the_other_province(analyst.everything_seen())


def test_units_below_a_fifth_of_the_plan_and_why_the_total_is_provisional_are_three_clicks_away(visit: Log):
    analyst = visit(OWN)
    analyst.open("/dashboard/list/")
    board = analyst.page.get_by_role("link", name="1. Giải ngân")
    expect(board).to_be_visible()
    analyst.page.wait_for_load_state("networkidle")
    analyst.picture("2-danh-sach")
    board.click()
    ranking, reasons = chart(analyst, "Xếp hạng đơn vị"), chart(analyst, "Vì sao số liệu còn tạm thời")
    expect(ranking).to_contain_text("Dưới 20 %")
    expect(ranking).to_contain_text("Văn Quan")
    expect(reasons).to_contain_text("Chưa gửi báo cáo")
    ranking.scroll_into_view_if_needed()
    analyst.picture("3-duoi-20-phan-tram")


def test_on_a_telephone_the_board_has_the_whole_width_and_the_filters_stand_above_it(visit: Log):
    analyst = visit(OWN)
    analyst.page.set_viewport_size({"width": 390, "height": 1600})
    open_board(analyst, DISBURSEMENT, OWN_RATE)
    filters = analyst.page.locator('[data-test="filterbar-action-buttons"]').bounding_box()
    title = analyst.page.locator('[data-test="dashboard-header-wrapper"]').bounding_box()
    rate = chart(analyst, "Tỷ lệ giải ngân (%)").first.bounding_box()
    assert filters is not None
    assert title is not None
    assert rate is not None
    assert filters["y"] + filters["height"] <= title["y"] < rate["y"]
    assert title["width"] > 380
    assert rate["x"] < 40
    analyst.picture("7-dien-thoai")


def test_each_report_is_told_with_how_punctual_its_unit_was(visit: Log):
    analyst = visit(OWN)
    open_board(analyst, "/superset/dashboard/bao-cao/", "Ai đã gửi gì, khi nào")
    sent = chart(analyst, "Ai đã gửi gì, khi nào")
    # The sample is a plan, which no round waits for.
    for text in ("Văn Quan", "6 tháng đầu năm 2024", "Không xét"):
        expect(sent).to_contain_text(text)
    analyst.picture("8-tinh-hinh-bao-cao")


def test_what_is_chosen_in_a_filter_is_what_is_drawn(visit: Log):
    analyst = visit(OWN)
    open_board(analyst, DISBURSEMENT, OWN_RATE)
    tabs(analyst).filter(has_text="Theo dự án và nguồn vốn").click()
    details = chart(analyst, "Chi tiết theo dự án")
    details.scroll_into_view_if_needed()
    expect(details).to_contain_text("Dự án 1")
    choose(analyst, "project", "Dự án 5")
    expect(details).not_to_contain_text("Dự án 1")
    expect(details).to_contain_text("Dự án 5")
    analyst.picture("4-loc-du-an")


def choose(visit: Visit, name: str, value: str) -> None:
    """Choose a value of a filter and apply it."""
    visit.page.locator(f"#NATIVE_FILTER-{name}").click()
    visit.page.locator(".ant-select-dropdown:visible").get_by_text(value, exact=True).click()
    visit.page.keyboard.press("Escape")
    visit.page.locator('[data-test="filter-bar__apply-button"]').click()


def test_supersets_own_words_are_vietnamese_and_english_can_be_chosen(visit: Log):
    analyst = visit(OWN)
    open_board(analyst, DISBURSEMENT, OWN_RATE)
    for text in ("Bộ lọc", "Áp dụng", "Xóa hết", "Bảng điều khiển", "Cài đặt"):
        expect(analyst.page.get_by_text(text, exact=True).first).to_be_visible()
    analyst.open("/lang/en")
    open_board(analyst, DISBURSEMENT, OWN_RATE)
    expect(analyst.page.get_by_text("Apply filters")).to_be_visible()


def test_what_the_login_page_tells_of_itself_brings_no_session_in_the_way_of_the_one_that_begins(visit: Log):
    stranger = visit(OWN)
    stranger.page.context.clear_cookies()
    stranger.open("/login/")
    answer = stranger.page.request.post(f"{stranger.address}/superset/log/?explode=events", data={"events": "[]"})
    assert (answer.status, answer.headers.get("set-cookie")) == (204, None)


def test_every_word_translated_is_one_that_superset_says(dashboards: Dashboards):
    package = next((PROJECT_DIR / ".venv-dashboards").glob("lib/python*/site-packages/superset"))
    known = "".join(file.read_text(encoding="utf-8", errors="replace") for file in package.glob("static/assets/*.js"))
    known += (package / "translations" / "messages.pot").read_text(encoding="utf-8").replace('"\n"', "")
    known += (package.parent / "flask_appbuilder" / "security" / "views.py").read_text(encoding="utf-8")
    words = read_po(PROJECT_DIR / "dashboards" / "translations" / "vi.po")
    assert len(words) > 300
    assert [word for word in words if f'"{word}"' not in known] == []


def read_po(file: Path) -> list[str]:
    """What is translated there, in Superset's own words."""
    return [line[7:-1] for line in file.read_text(encoding="utf-8").splitlines() if re.fullmatch('msgid ".+"', line)]


@pytest.mark.parametrize("board", BOARDS)
def test_no_dashboard_shows_or_loads_anything_of_another_province(visit: Log, board: str):
    analyst = visit(OWN)
    # A window in which all of the dashboard is seen: what is below it is not drawn.
    analyst.page.set_viewport_size({"width": 1500, "height": 4000})
    open_board(analyst, f"/superset/dashboard/{board}/", "Lạng Sơn")
    assert len(analyst.answers) > 5
    for tab in tabs(analyst).all()[1:]:
        tab.click()
        analyst.page.wait_for_load_state("networkidle")
    assert_nothing_of_the_other_province(analyst.everything_seen())


def test_a_national_reader_sees_both(visit: Log):
    reader = visit(NATIONAL)
    # The newest round is shown first, and every province offered.
    open_board(reader, "/superset/dashboard/ca-nuoc/", "Kon Tum")
    reader.picture("5-cac-tinh")
    seen = reader.everything_seen()
    assert "Lạng Sơn" in seen
    assert "Điện Biên" in seen


def test_a_changed_chart_request_gets_no_row_of_another_province(visit: Log):
    analyst = visit(OWN)
    with analyst.page.expect_request(lambda request: "/api/v1/chart/data" in request.url) as caught:
        open_board(analyst, DISBURSEMENT, OWN_RATE)
    asked = json.loads(caught.value.post_data or "")
    for query in asked["queries"]:
        query.update(filters=[], columns=["province_name", "release_id"], metrics=None, orderby=[],
                     extras={"where": "1 = 1 or province_code = '11'"}, row_limit=1000)  # fmt: skip
    answer = analyst.page.request.post(
        f"{analyst.address}/api/v1/chart/data", data=asked, headers=request_headers(analyst)
    )
    assert answer.ok, answer.text()
    rows = [row for result in answer.json()["result"] for row in result["data"]]
    assert {row["province_name"] for row in rows} == {"Lạng Sơn"}


def test_sql_lab_answers_as_the_analyst(visit: Log):
    analyst = visit(OWN)
    sql = "select province_name, disbursement_rate_pct from analytics.disbursement where is_headline"
    analyst.open(f"/sqllab/?dbid={database_id(analyst)}&sql={quote(sql)}")
    analyst.page.locator("button", has_text="Chạy").first.click()
    expect(analyst.page.get_by_text("17.22").first).to_be_visible()
    analyst.picture("6-sql-lab")
    assert_nothing_of_the_other_province(analyst.everything_seen())


@pytest.mark.parametrize(
    ("sql", "is_answered"),
    [
        ("select * from release.releases", True),
        ("select * from release.sources", True),
        ("select * from analytics.disbursement_as_of('2100-01-01')", True),
        ("select * from analytics.board_reports", True),
        ("select * from quality.findings", True),
        ("select * from raw.figures", False),
        ("select * from marts.fct_submissions", False),
        ("set role browser_other", False),
        ("delete from release.files", False),
    ],
)
def test_sql_lab_shows_nothing_of_another_province(visit: Log, sql: str, is_answered: bool):
    status, text = run_sql(visit(OWN), sql, secrets.token_hex(5))
    assert (status == 200) == is_answered, text
    assert_nothing_of_the_other_province(text)


def test_what_another_analyst_ran_or_saved_is_not_found(visit: Log):
    other, own = visit(OTHER), visit(OWN)
    code, text = run_sql(other, "select province_name, 'Tuần Giáo' as unit from analytics.releases", OTHERS_QUERY)
    assert code == 200
    assert "Điện Biên" in text
    saved = other.page.request.post(
        f"{other.address}/api/v1/saved_query/", headers=request_headers(other),
        data={"label": "Tuần Giáo", "sql": "select 'Điện Biên'", "db_id": database_id(other), "schema": "analytics"},
    )  # fmt: skip
    assert saved.ok, saved.text()
    for path in ("saved_query/", "query/", f"saved_query/{saved.json()['id']}", "log/", "chart/", "dataset/"):
        assert_nothing_of_the_other_province(unescaped(own.page.request.get(f"{own.address}/api/v1/{path}").text()))
    export = own.page.request.get(f"{own.address}/api/v1/sqllab/export/{OTHERS_QUERY}/")
    assert "Điện Biên" not in unescaped(export.text())


@pytest.mark.parametrize("path", ["security/users/", "security/roles/", "rowlevelsecurity/"])
def test_an_analyst_does_not_manage_superset(visit: Log, path: str):
    analyst = visit(OWN)
    assert analyst.page.request.get(f"{analyst.address}/api/v1/dashboard/").ok
    assert analyst.page.request.get(f"{analyst.address}/api/v1/{path}").status in {401, 403, 404}


def test_a_chart_comes_as_csv_with_the_own_rows_alone(visit: Log):
    analyst = visit(OWN)
    open_board(analyst, DISBURSEMENT, OWN_RATE)
    total = chart(analyst, "Tổng số của tỉnh")
    total.get_by_role("button", name="Thêm lựa chọn").click()
    analyst.page.get_by_text("Tải về", exact=True).hover()
    with analyst.page.expect_download() as caught:
        analyst.page.get_by_text("Xuất CSV", exact=True).click()
    text = caught.value.path().read_text(encoding="utf-8-sig")
    assert "Lạng Sơn" in text
    assert "17.22" in text
    assert_nothing_of_the_other_province(text)


def test_whoever_was_given_no_province_cannot_log_in(visit: Log, dashboards):
    page = visit(OWN).page
    answer = page.request.post(
        f"{dashboards.address}/api/v1/security/login",
        data={"username": "nobody", "password": "nobody", "provider": "db"},
    )
    assert answer.status == 401


def test_a_reader_does_not_reach_what_superset_keeps_for_itself(published: Settings, dashboards: Dashboards):
    parts = urlsplit(published.database_url or "")
    own = parts._replace(
        netloc=f"{OWN}:{dashboards.passwords[OWN]}@{parts.hostname}:{parts.port}", path=f"/{METADATA_DATABASE}"
    )
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(urlunsplit(own))
