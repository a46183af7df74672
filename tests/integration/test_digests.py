"""Digests as a real mail server receives them: what is new, worse and mended, told once; a standing error weekly."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psycopg
import pytest
from mail_server import Postbox, html_of, running_mail_server, text_of

from district_reports import notify, registry
from district_reports.notify import sending
from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.scratch import scratch_warehouse

PROVINCE, OTHER_PROVINCE = registry.provinces()[:2]
UNIT, NEIGHBOUR, SILENT = registry.districts_of(PROVINCE.code)[:3]
ELSEWHERE = registry.districts_of(OTHER_PROVINCE.code)[0]
TABLES = ("raw.submissions", "raw.files", "quality.findings", "quality.told_states", "quality.digests_sent")
SPOILT, DOUBTFUL, FAR, LOST = "spoilt", "doubtful", "far", "lost"
MONDAY = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
NEGATIVE = "Vốn đã giải ngân ghi số âm <-80> triệu đồng. Kiểm tra dấu và gửi lại báo cáo."


@pytest.fixture(scope="module")
def warehouse(database_url: str) -> Iterator[psycopg.Connection]:
    with scratch_warehouse(database_url, "digests") as url, connect(url) as connection:
        connection.autocommit = True
        yield connection


@pytest.fixture
def connection(warehouse: psycopg.Connection) -> psycopg.Connection:
    """Two units of one province, one of another, and a file nobody can place; one critical finding on the first."""
    warehouse.execute("set session_replication_role = replica")
    for table in (*TABLES, "quality.waivers_in_force", "quality.waivers"):
        warehouse.execute(f"delete from {table}")
    warehouse.execute("set session_replication_role = origin")
    for submission_id, unit in ((SPOILT, UNIT), (DOUBTFUL, NEIGHBOUR), (FAR, ELSEWHERE), (LOST, None)):
        receive(warehouse, submission_id, unit)
    find(warehouse, SPOILT, "CAP-004", "critical", "a.xlsx#Bảng vốn!F17", NEGATIVE)
    return warehouse


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with running_mail_server() as postbox:
        yield postbox


@pytest.fixture
def settings(session_settings: Settings, postbox: Postbox, tmp_path: Path) -> Settings:
    """Mail goes to the test's own server; an engineer follows every province, an office its own."""
    settings = replace(
        session_settings, local_dir=tmp_path, smtp_host="127.0.0.1", smtp_port=postbox.port,
        mail_from="Báo cáo <reports@example.invalid>", alerts_file=tmp_path / "alerts.csv",
        public_url="https://reports.example.invalid",
    )  # fmt: skip
    return with_recipients(
        settings, "*,engineer@example.invalid,engineer", f"{PROVINCE.code},office@example.invalid,province"
    )


def with_recipients(settings: Settings, *lines: str) -> Settings:
    settings.alerts_file.write_text("\n".join(["province_code,address,role", *lines]), encoding="utf-8")
    return settings


def receive(connection, submission_id: str, unit: registry.Area | None, days: int = 0) -> None:
    connection.execute(
        """insert into raw.submissions (submission_id, package_sha256, area_list, province_code, province_name,
               reporting_unit_code, reporting_unit_name, round, is_draft, received_at, reader_version)
           values (%s, repeat('0', 64), %s, %s, '', %s, %s, %s, false, %s, '1')""",
        [submission_id, unit and unit.area_list, unit and unit.province_code, unit and unit.code, unit and unit.name,
         unit and "2024H1", MONDAY + timedelta(days=days)],
    )  # fmt: skip
    connection.execute(
        "insert into raw.files values (%s, repeat('0', 64), %s, 'text/plain', 1)",
        [submission_id, f"{submission_id}.txt"],
    )


def find(connection, submission_id, rule, severity, location="a.txt#p3:0-9", message="Cần đối chiếu.") -> None:
    connection.execute(
        """insert into quality.findings (submission_id, finding_id, gate, rule, severity, subject, location, unit,
               figure_ids, message_vi, message_en, rule_set_version)
           select %s, count(*)::text, 1, %s, %s, 'capital', %s, '', '', %s, '', '1' from quality.findings""",
        [submission_id, rule, severity, location, message],
    )


def mend(connection, submission_id: str) -> None:
    connection.execute("delete from quality.findings where submission_id = %s", [submission_id])


def send(connection, settings: Settings, days: float = 0) -> list:
    return notify.send_digests(connection, settings, MONDAY + timedelta(days=days))


def send_and_take(connection, settings: Settings, postbox: Postbox, days: float = 0) -> dict[str, str]:
    """Title of each letter of a run, by the address it went to."""
    send(connection, settings, days)
    return {str(letter["To"]): str(letter["Subject"]) for letter in postbox.take()}


def test_a_digest_tells_in_vietnamese_what_is_wrong_where_and_how_to_mend_it(connection, settings, postbox):
    find(connection, DOUBTFUL, "SUM-001", "warning")
    (settings.feedback_dir / SPOILT).mkdir(parents=True)
    (settings.feedback_dir / SPOILT / "phan-hoi.xlsx").touch()
    send(connection, settings)
    letters = {str(letter["To"]): letter for letter in postbox.take()}
    assert letters.keys() == {"engineer@example.invalid", "office@example.invalid"}
    office = letters["office@example.invalid"]
    assert str(office["Subject"]) == f"[{PROVINCE.name}] Báo cáo giảm nghèo: 2 mới"
    assert str(office["From"]) == "Báo cáo <reports@example.invalid>"
    text = text_of(office)
    for said in (
        "Hiện có 1 lỗi nghiêm trọng ở 1 đơn vị, 1 cảnh báo. Thay đổi: 2 mới.",
        f"- {UNIT.name}, 6 tháng đầu năm 2024: {NEGATIVE}",
        "Vị trí: a.xlsx, trang tính “Bảng vốn”, ô F17",
        f"https://reports.example.invalid/feedback/{SPOILT}/phan-hoi.xlsx",
        f"- {NEIGHBOUR.name}, 6 tháng đầu năm 2024: Cần đối chiếu.",
    ):
        assert said in text
    assert text.index(UNIT.name) < text.index(NEIGHBOUR.name), "the most important comes first"
    assert "engineers" not in text
    assert "For engineers: before_2025_07:" in text_of(letters["engineer@example.invalid"])


def test_the_html_says_the_same_and_takes_no_orders_from_a_report(connection, settings, postbox):
    send(connection, settings)
    html = html_of(postbox.take()[0])
    assert "ghi số âm &lt;-80&gt; triệu đồng" in html
    assert "trang tính “Bảng vốn”, ô F17" in html
    assert '<html lang="vi">' in html


def test_the_same_is_never_told_twice(connection, settings, postbox):
    assert len(send_and_take(connection, settings, postbox)) == 2
    assert send_and_take(connection, settings, postbox, days=1) == {}


def test_what_is_mended_is_told_as_mended_with_the_words_it_was_told_in(connection, settings, postbox):
    send_and_take(connection, settings, postbox)
    mend(connection, SPOILT)
    send(connection, settings, days=1)
    [letter] = [letter for letter in postbox.take() if letter["To"] == "office@example.invalid"]
    assert str(letter["Subject"]).endswith("1 đã sửa")
    assert "ĐÃ SỬA" in text_of(letter)
    assert f"không còn: {NEGATIVE}" in text_of(letter)
    assert send_and_take(connection, settings, postbox, days=9) == {}, "nothing stands that would have to be repeated"


def test_a_corrected_report_mends_although_the_old_one_is_kept(connection, settings, postbox):
    send_and_take(connection, settings, postbox)
    receive(connection, "better", UNIT, days=1)
    assert set(send_and_take(connection, settings, postbox, days=1).values()) == {
        f"[{PROVINCE.name}] Báo cáo giảm nghèo: 1 đã sửa"
    }


@pytest.mark.parametrize(
    ("severity", "said"), [("warning", "(trước 1, nay 2 nội dung)"), ("critical", "(trước: cảnh báo, nay: lỗi")]
)
def test_more_of_it_or_more_serious_is_worse(connection, settings, postbox, severity: str, said: str):
    mend(connection, SPOILT)
    find(connection, DOUBTFUL, "SUM-001", "warning")
    send_and_take(connection, settings, postbox)
    if severity == "critical":
        mend(connection, DOUBTFUL)
    find(connection, DOUBTFUL, "SUM-001", severity)
    send(connection, settings, days=1)
    letters = postbox.take()
    assert {str(letter["To"]) for letter in letters} == {"engineer@example.invalid", "office@example.invalid"}
    for letter in letters:
        assert str(letter["Subject"]).endswith("1 nặng hơn")
        assert said in text_of(letter)


def test_a_standing_critical_is_repeated_once_a_week_and_a_warning_never(connection, settings, postbox):
    find(connection, FAR, "SUM-001", "warning")
    assert len(send_and_take(connection, settings, postbox)) == 2, "one letter each for those who have two"
    repeated = {
        day: send_and_take(connection, settings, postbox, days=day).get("office@example.invalid")
        for day in (1, 6, 6.99, 7.5, 8, 13, 14.5)
    }
    again = f"[{PROVINCE.name}] Báo cáo giảm nghèo: nhắc lại 1 lỗi nghiêm trọng chưa sửa"
    assert {day: title for day, title in repeated.items() if title} == {6.99: again, 14.5: again}


def test_a_mail_server_that_refuses_is_asked_again_by_the_next_run_and_nothing_is_lost(connection, settings, postbox):
    postbox.is_closed = True
    with pytest.raises(DistrictReportsError, match="451 not now"):
        send(connection, settings)
    find(connection, DOUBTFUL, "SUM-001", "warning")
    postbox.is_closed = False
    assert send_and_take(connection, settings, postbox, days=1)["office@example.invalid"].endswith("2 mới")
    assert send_and_take(connection, settings, postbox, days=2) == {}


def test_one_recipient_that_cannot_be_reached_costs_the_others_nothing(connection, settings, postbox):
    with_recipients(settings, "*,json://127.0.0.1:1,engineer", "*,office@example.invalid,province")
    with pytest.raises(DistrictReportsError, match="1 letters were not taken"):
        send(connection, settings)
    assert len(postbox.take()) == 1
    with pytest.raises(DistrictReportsError):
        send(connection, settings, days=1)
    assert postbox.take() == []


def test_no_server_at_all_is_an_error_that_names_it_and_is_met_once(connection, settings):
    nowhere = replace(settings, smtp_port=1)
    with pytest.raises(DistrictReportsError, match=r"1 letters.*127\.0\.0\.1:1"):
        send(connection, nowhere)


def test_a_crash_between_sending_and_noting_repeats_the_letter_under_its_own_id(
    connection, settings, postbox, monkeypatch: pytest.MonkeyPatch
):
    def die(*_) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(sending.store, "note_digest", die)
        with pytest.raises(KeyboardInterrupt):
            send(connection, settings)
    [first] = postbox.take()
    send(connection, settings, days=0.1)
    again = {str(letter["To"]): letter for letter in postbox.take()}[str(first["To"])]
    assert again["Message-ID"] == first["Message-ID"], "so that a mailbox can know it for the same"
    mend(connection, SPOILT)
    send(connection, settings, days=1)
    assert first["Message-ID"] not in {letter["Message-ID"] for letter in postbox.take()}


def test_what_is_waived_is_told_with_who_and_why_and_is_pressing_no_more(connection, settings, postbox):
    send_and_take(connection, settings, postbox)
    connection.execute(
        """insert into quality.waivers (rule, area_list, reporting_unit_code, reporting_unit_name, round, approved_by,
               reason, valid_until) values ('CAP-004', %s, %s, '', '2024H1', 'Lê C', 'đã đối chiếu', '2999-12-31')""",
        [UNIT.area_list, UNIT.code],
    )
    connection.execute(
        "insert into quality.waivers_in_force select rule, area_list, reporting_unit_code, round, waiver_id, now()"
        " from quality.waivers"
    )
    send(connection, settings, days=1)
    letter = postbox.take()[0]
    assert str(letter["Subject"]).endswith("1 được cho phép")
    assert "Lê C cho phép đến hết 31/12/2999: đã đối chiếu." in text_of(letter)
    assert send_and_take(connection, settings, postbox, days=9) == {}
    connection.execute("delete from quality.waivers_in_force")
    assert set(send_and_take(connection, settings, postbox, days=10).values()) == {
        f"[{PROVINCE.name}] Báo cáo giảm nghèo: 1 nặng hơn"
    }


def test_a_file_that_tells_no_province_is_the_affair_of_whoever_follows_all(connection, settings, postbox):
    mend(connection, SPOILT)
    find(connection, LOST, "TYP-003", "critical", message="Tệp chỉ có ảnh chụp.")
    assert send_and_take(connection, settings, postbox) == {
        "engineer@example.invalid": "[Chưa rõ tỉnh] Báo cáo giảm nghèo: 1 mới"
    }


def test_a_secret_of_a_service_comes_from_the_environment_and_is_stored_nowhere(connection, settings):
    received: list[tuple[str, dict]] = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((self.path, json.loads(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_) -> None:
            """Says nothing."""

    service = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    address = f"json://127.0.0.1:{service.server_port}/${{ALERT_TOKEN}}"
    with_recipients(settings, f"*,{address},engineer")
    with pytest.raises(DistrictReportsError, match="ALERT_TOKEN"):
        send(connection, settings)
    send(connection, replace(settings, alert_secrets={"ALERT_TOKEN": "hidden"}))
    service.shutdown()
    service.server_close()
    [(path, letter)] = received
    assert path == "/hidden"
    assert letter["title"] == f"[{PROVINCE.name}] Báo cáo giảm nghèo: 1 mới"
    assert NEGATIVE in letter["message"]
    stored = connection.execute("select address, message_id, title from quality.digests_sent").fetchall()
    assert [row[0] for row in stored] == [address]
    assert "hidden" not in str(stored)


def test_without_a_list_or_a_mail_server_nothing_is_sent_and_nothing_counts_as_told(connection, settings, postbox):
    assert send(connection, replace(settings, alerts_file=None)) == []
    assert send(connection, replace(settings, smtp_host="")) == []
    assert len(send(connection, settings)) == 2


@pytest.fixture
def awaited(connection) -> Iterator[psycopg.Connection]:
    """The tables that tell who is awaited, by hand: three units of one province, of which two have sent."""
    connection.execute(
        f"""create table rollups.agg_province_completeness_by_round as
            select '{PROVINCE.area_list}' as area_list, '{PROVINCE.code}' as province_code,
                '{PROVINCE.name}' as province_name, '2024H1' as round, 'as_reported' as area_view;
            create view marts.fct_submissions as select * from raw.submissions;
            create table marts.fct_submission_timeliness as
                select '{PROVINCE.area_list}' as area_list, '{PROVINCE.code}' as province_code, '2024H1' as round,
                    date '2024-07-19' as due_date;
            create table marts.dim_reporting_units (area_list text, province_code text, reporting_unit_code text,
                reporting_unit_name text, valid_from_date date, valid_to_date date)"""
    )
    for unit in (UNIT, NEIGHBOUR, SILENT):
        connection.execute(
            "insert into marts.dim_reporting_units values (%s, %s, %s, %s)",
            [unit.area_list, PROVINCE.code, unit.code, unit.name],
        )
    yield connection
    connection.execute("drop view marts.fct_submissions")
    connection.execute(
        """drop table rollups.agg_province_completeness_by_round, marts.dim_reporting_units,
            marts.fct_submission_timeliness"""
    )


def remind(connection, settings: Settings, days: float = 0) -> list:
    now = MONDAY + timedelta(days=days)
    return notify.send_reminders(connection, settings, now, date(2025, 1, 6) + timedelta(days=int(days)))


def test_who_has_sent_nothing_is_named_then_repeated_weekly_until_it_has(awaited, settings, postbox):
    remind(awaited, settings)
    letter = postbox.take()[0]
    assert str(letter["Subject"]) == f"[{PROVINCE.name}] Báo cáo giảm nghèo: còn 1 đơn vị chưa gửi"
    assert f"6 tháng đầu năm 2024, 1 đơn vị: {SILENT.name}" in text_of(letter)
    assert remind(awaited, settings, days=3) == []
    assert len(remind(awaited, settings, days=7)) == 2
    postbox.take()
    receive(awaited, "at last", SILENT, days=7)
    remind(awaited, settings, days=8)
    letter = postbox.take()[0]
    assert str(letter["Subject"]).endswith("các đơn vị đã gửi")
    assert f"- {SILENT.name}, 6 tháng đầu năm 2024" in text_of(letter)
    assert remind(awaited, settings, days=20) == []


@pytest.mark.parametrize("due", ["2025-01-06", None])
def test_who_is_not_due_yet_or_has_no_known_day_is_not_reminded(awaited, settings, postbox, due: str | None):
    awaited.execute("update marts.fct_submission_timeliness set due_date = %s", [due])
    assert remind(awaited, settings) == []
    assert len(remind(awaited, settings, days=1)) == (2 if due else 0)


def test_a_digest_says_who_has_sent_nothing(awaited, settings, postbox):
    send(awaited, settings)
    assert SILENT.name in text_of(postbox.take()[0]).partition("CHƯA GỬI BÁO CÁO")[2]
