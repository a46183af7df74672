"""The results section of a province's report, drafted in Vietnamese from a release, for an analyst to edit in Word."""

from collections.abc import Iterator, Mapping
from typing import Any

from district_reports.exports.draft.figures import Part, SummaryFigures, listed
from district_reports.exports.draft.word_document import Paragraph, WordDocument, WordTable
from district_reports.exports.labels import (
    area_of,
    area_view_sentence,
    coverage_sentence,
    day_label,
    findings_sentence,
    indicator_label,
    label,
    labels,
    project_label,
    project_title,
    reports_of,
    round_label,
    row_label,
    year_label,
)  # fmt: skip
from district_reports.exports.numbers import decimals_needed
from district_reports.exports.page.charts import list_project_rows, whole_measure
from district_reports.exports.tables import order_rows
from district_reports.exports.unit_numbers import list_standings, list_unit_lines
from district_reports.warehouse.releases.content import TABLE_BY_NAME, unit_of
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]
Block = Paragraph | WordTable

_PROVISIONAL = (
    "Vì vậy các số liệu dưới đây là số tạm thời của những đơn vị đã có báo cáo được tính, không phải số của {area}; "
    "không ước tính thay cho đơn vị chưa báo cáo."
)


def build_summary(release: PublishedRelease) -> bytes:
    """The draft as a .docx; the same release gives the same bytes."""
    header = release.header
    where = f"{header['province_name']}, {round_label(header['round'])}"
    status = label("release_status", header["status"]).lower()
    document = WordDocument(
        f"Kết quả thực hiện Chương trình, {where}",
        f"Dự thảo từ đợt công bố {header['release_id']}, số liệu {status}",
        header["published_at"],
    )
    document.blocks += [
        Paragraph(["KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA GIẢM NGHÈO BỀN VỮNG"], "Title"),
        Paragraph([where], "Subtitle"),
    ]
    for number, (heading, blocks) in enumerate(_list_sections(release, SummaryFigures(release)), start=1):
        document.blocks.append(Paragraph([f"{number}. {heading}"], "Heading1"))
        document.blocks += blocks
    return document.save()


def _list_sections(release: PublishedRelease, figures: SummaryFigures) -> Iterator[tuple[str, list[Block]]]:
    yield "Mức độ đầy đủ của số liệu", list(_coverage(release))
    yield "Kết quả phân bổ, giải ngân vốn", list(_money(release, figures))
    yield "Kết quả giảm nghèo", list(_households(release, figures))
    if release.rows("support"):
        yield "Kết quả thực hiện chính sách hỗ trợ", list(_support(release, figures))
    yield "Kết quả thực hiện chỉ tiêu", list(_targets(release, figures))
    yield "Lưu ý về số liệu", list(_remarks(release))


def _coverage(release: PublishedRelease) -> Iterator[Block]:
    header = release.header
    yield Paragraph([f"{coverage_sentence(header)}, tính đến đợt công bố ngày {day_label(header['published_at'])}."])
    standings = list_standings(release)
    missing = [standing.name for standing in standings if standing.is_missing]
    held = [standing.name for standing in standings if not standing.is_missing]
    if missing:
        yield Paragraph([f"Chưa có {reports_of(release)} của {listed(missing)}."])
    if held:
        yield Paragraph([f"Đã gửi nhưng còn nội dung bị giữ lại để sửa: {listed(held)}."])
    if header["status"] == "provisional":
        yield Paragraph([_PROVISIONAL.format(area=area_of(release))])
    else:
        yield Paragraph(["Mọi đơn vị đã có báo cáo được tính; số liệu dưới đây là số chính thức."])
    if told := area_view_sentence(release):
        yield Paragraph([told])


def _money(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    headline = release.headline("disbursement")
    if headline is None:
        yield Paragraph(["Vốn giao, giải ngân của toàn Chương trình: ", figures.figure("disbursement", None, ""), "."])
    else:
        yield _money_sentence(figures, headline, f"Toàn Chương trình ({_scope(headline)}{_said_by(headline)})")
        others = ("carried_over_vnd", "allocated_vnd", "unallocated_vnd", "forecast_year_vnd")
        for measure in others:
            if headline[measure] is not None:
                told = figures.figure("disbursement", headline, measure)
                yield Paragraph([f"{label('measures', measure)}: ", told, "."], "ListItem")
        yield from _units(release, figures, "disbursement", headline, whole_measure(headline), "disbursed_vnd")
    yield Paragraph(["Theo dự án"], "Heading2")
    for code, row in list_project_rows(release):
        title = project_title(code)
        named = f"{project_label(row or {'project': code})}{f' ({title})' if title else ''}"
        if row is None:
            yield Paragraph([f"- {named}: ", figures.figure("disbursement", None, ""), "."], "ListItem")
            continue
        yield _money_sentence(figures, row, f"- {named}, {_scope(row)}{_said_by(row)}", "ListItem")


def _money_sentence(figures: SummaryFigures, row: Row, subject: str, style: str = "Normal") -> Paragraph:
    whole = whole_measure(row)
    against = label("rate_denominator", row["rate_denominator"])
    parts: list[Part] = [
        f"{subject}: {label('measures', whole).lower()} ",
        figures.figure("disbursement", row, whole),
        "; đã giải ngân ",
        figures.figure("disbursement", row, "disbursed_vnd"),
        "; tỷ lệ giải ngân ",
        figures.figure("disbursement", row, "disbursement_rate_pct"),
        f" trên {against}." if against and row["disbursement_rate_pct"] is not None else ".",
    ]
    return Paragraph(parts, style)


def _scope(row: Row) -> str:
    """Which money, as in a sentence: `mọi nguồn, vốn đầu tư, năm 2024`."""
    year = year_label(row["budget_year"])
    words = [label("fund_source", row["fund_source"]).lower(), label("capital_type", row["capital_type"]).lower()]
    return ", ".join([*words, *([f"năm {year}"] if year else [])])


def _said_by(row: Row) -> str:
    """How complete the numbers of a row are, in words."""
    stated, expected = row["reporting_unit_count"], row["expected_unit_count"]
    return f"; số của {stated} trên {expected} đơn vị" if stated != expected else ""


def _units(
    release: PublishedRelease, figures: SummaryFigures, table_name: str, row: Row, *counts: str
) -> Iterator[Block]:
    """A table of the units, the highest rate first, the silent ones at its end."""
    rate = {"disbursement": "disbursement_rate_pct", "poverty": "poor_household_rate_pct"}[table_name]
    measures, table = (*counts, rate), TABLE_BY_NAME[table_name]
    lines = list_unit_lines(figures.tracer, table_name, row)
    rates = {line.code: line.rate(rate, row) for line in lines}
    lines = sorted(lines, key=lambda line: (rates[line.code] is None, -(rates[line.code] or 0), line.code))
    told = {line.name for line in lines}
    silent = [standing.name for standing in list_standings(release) if standing.name not in told]
    decimals = {
        name: decimals_needed([row[name], *(line.value(name) for line in lines)], unit_of(table, name, row))
        for name in measures
    }
    rows: list[list[Part]] = [
        [line.name, *(figures.unit_figure(table_name, row, name, line, decimals[name]) for name in measures)]
        for line in lines
    ]
    rows += [[name, *[figures.figure(table_name, None, "")] * len(measures)] for name in silent]
    rows.append(["Tổng cộng", *(figures.bare_figure(table_name, row, name, decimals[name]) for name in measures)])
    unit = {"disbursement": "triệu đồng", "poverty": "hộ"}[table_name]
    yield Paragraph(["Theo đơn vị báo cáo"], "Heading2")
    yield WordTable(["Đơn vị", *(f"{label('measures', name)} ({unit})" for name in counts), "Tỷ lệ (%)"], rows)


def _households(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    rows = order_rows(release, "poverty")
    if not rows:
        yield Paragraph(["Hộ nghèo, hộ cận nghèo: ", figures.figure("poverty", None, ""), "."])
    for row in rows:
        status = label("household_status", row["status"])
        about = f"rà soát năm {row['review_year']}{f', số {status}' if status else ''}{_said_by(row)}"
        yield Paragraph(
            [f"Theo {about}: tổng số ", figures.figure("poverty", row, "total_households_count"),
             "; hộ nghèo ", figures.figure("poverty", row, "poor_households_count"),
             ", tỷ lệ ", figures.figure("poverty", row, "poor_household_rate_pct"),
             "; hộ cận nghèo ", figures.figure("poverty", row, "near_poor_households_count"),
             ", tỷ lệ ", figures.figure("poverty", row, "near_poor_household_rate_pct"), "."]
        )  # fmt: skip
        if row["reported_poor_household_rate_change_pp"] is not None:
            change = figures.figure("poverty", row, "reported_poor_household_rate_change_pp")
            yield Paragraph(["Tỷ lệ hộ nghèo tăng, giảm so với năm trước theo báo cáo: ", change, "."], "ListItem")
    headline = release.headline("poverty")
    if headline:
        yield from _units(release, figures, "poverty", headline, "total_households_count", "poor_households_count")
    movements = ("escaped_count", "fell_back_count", "newly_arisen_count")
    yield from _listed_rows(release, figures, "household_movements", movements)


def _support(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    measures = ("beneficiary_households_count", "beneficiary_people_count", "spending_vnd", "loans_vnd")
    yield from _listed_rows(release, figures, "support", measures)


def _listed_rows(
    release: PublishedRelease, figures: SummaryFigures, table_name: str, measures: tuple[str, ...]
) -> Iterator[Block]:
    """A line for each row that states one of the measures."""
    for row in order_rows(release, table_name):
        parts: list[Part] = []
        for measure in measures:
            if row[measure] is not None:
                named = label("measures", measure)
                parts += [
                    f"{'; ' if parts else ''}{named[:1].lower()}{named[1:]} ",
                    figures.figure(table_name, row, measure),
                ]
        if parts:
            yield Paragraph([f"- {row_label(table_name, row)}{_said_by(row)}: ", *parts, "."], "ListItem")


def _targets(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    results, targets = order_rows(release, "target_results"), order_rows(release, "targets")
    if not results and not targets:
        yield Paragraph(["Chỉ tiêu và kết quả: ", figures.figure("targets", None, ""), "."])
    for row in results:
        yield Paragraph(
            [f"- {row_label('target_results', row)}{_said_by(row)}: chỉ tiêu ",
             figures.figure("target_results", row, "target_value"),
             ", kết quả ", figures.figure("target_results", row, "result_value"), "."],
            "ListItem",
        )  # fmt: skip
    for row in targets if not results else ():
        yield Paragraph(
            [f"- {indicator_label(row['indicator'])}, {row['target_year']}{_said_by(row)}: mức thấp nhất ",
             figures.figure("targets", row, "lowest_target"), ", cao nhất ",
             figures.figure("targets", row, "highest_target"), "."],
            "ListItem",
        )  # fmt: skip


def _remarks(release: PublishedRelease) -> Iterator[Block]:
    yield Paragraph([f"Phát hiện khi kiểm tra báo cáo: {findings_sentence(release)}"])
    for waiver in release.rows("waivers"):
        who = f"{waiver['reporting_unit_name']}, quy tắc {waiver['rule']}, {waiver['approved_by']} cho phép"
        until = f"đến hết ngày {day_label(waiver['valid_until'])}"
        yield Paragraph([f"- Được cho phép bỏ qua: {who} {until}; lý do: {waiver['reason']}."], "ListItem")
    for name, text in labels()["method"].items():
        yield Paragraph([f"- {name}: {text}"], "ListItem")
