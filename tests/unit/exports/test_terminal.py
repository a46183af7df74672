from dataclasses import replace

from rich.text import Text

from district_reports.exports import show_trace
from district_reports.exports.terminal import render_releases, render_text
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import Tracer


def test_table_is_plain_text_of_100_columns(release: PublishedRelease):
    text = render_text(render_releases([release]))
    assert max(map(len, text.splitlines())) <= 100
    assert "\x1b" not in text


def test_line_of_a_province_says_money_rate_poor_and_coverage(release: PublishedRelease):
    [line] = [line for line in render_text(render_releases([release])).splitlines() if line.startswith("Mây Trắng")]
    assert "100,0      35,0 35,00 (34,9)      896       – 2 trên 3" in line
    assert line.endswith("Tạm thời  0/1/0")


def test_each_number_has_the_units_it_is_of_below_it(one_sided: PublishedRelease):
    lines = render_text(render_releases([one_sided])).splitlines()
    [number] = [number for number, line in enumerate(lines) if line.startswith("Mây Trắng")]
    assert "100,0      30,0" in lines[number]
    assert lines[number + 1].split() == ["2/3", "1/3", "1/3", "1/3"]


def test_no_number_is_cut_short_however_long_the_names(release: PublishedRelease):
    header = {**release.header, "province_name": "Một tỉnh có tên rất dài và còn dài hơn nữa"}
    money = {**release.rows("disbursement")[0], "assigned_vnd": 1_234_567_891_000_000, "disbursed_vnd": 10**15}
    long_release = replace(release, header=header, tables={**release.tables, "disbursement": [money]})
    text = render_text(render_releases([long_release]))
    assert "1.234.567.891,0" in text
    assert "…" not in text


def test_many_and_long_findings_leave_room_for_the_rest(release: PublishedRelease):
    finding = release.rows("findings")[0] | {"message_vi": "lời dài " * 100}
    many = [finding | {"finding_id": str(number), "severity": "info"} for number in range(30)]
    worst = finding | {"severity": "critical", "message_vi": "nặng nhất"}
    text = render_text(render_releases([replace(release, tables={**release.tables, "findings": [*many, worst]})]))
    assert text.index("nặng nhất") < text.index("lời dài")
    assert "và 6 phát hiện khác" in text
    assert len(text.splitlines()) < 140


def test_nothing_published_is_said(release: PublishedRelease):
    assert "Chưa có đợt công bố nào" in render_text(render_releases([]))
    assert isinstance(render_releases([]), Text)


def test_trace_goes_down_to_place_and_quote(release: PublishedRelease):
    text = show_trace(Tracer(release).trace("disbursement", "97|2024H1||all", "disbursement_rate_pct"))
    assert "35,00 % = 35,0 ÷ 100,0 × 100" in text
    assert "Núi Xa (972): 5,0 triệu đồng" in text
    assert "bao_cao.docx#p1:0-9" in text
