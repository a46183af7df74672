"""The results section of a province's report, drafted in Vietnamese from a release, for an analyst to edit in Word."""

from collections.abc import Iterator, Mapping
from typing import Any

from district_reports.exports.draft.figures import SEVERAL, UNKNOWN, Part, SummaryFigures, listed
from district_reports.exports.draft.money import tell_money
from district_reports.exports.draft.rows import list_rows, list_units
from district_reports.exports.draft.word_document import Paragraph, WordDocument, WordTable
from district_reports.exports.labels import (
    area_of,
    area_view_sentence,
    breakdown_label,
    coverage_sentence,
    day_label,
    findings_sentence,
    indicator_label,
    label,
    labels,
    project_label,
    reports_of,
    round_label,
    row_label,
    verdict_label,
)  # fmt: skip
from district_reports.exports.numbers import format_with_unit, usual_decimals
from district_reports.exports.tables import order_rows
from district_reports.exports.unit_numbers import list_standings
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]
Block = Paragraph | WordTable

_PROVISIONAL = (
    "Vì vậy các số liệu dưới đây là số tạm thời của những đơn vị đã có báo cáo được tính, không phải số của {area}; "
    "không ước tính thay cho đơn vị chưa báo cáo."
)


_MORE_OF_HOUSEHOLDS = (
    "reported_poor_household_rate_change_pp", "poor_household_rate_change_pp",
    "ethnic_minority_poor_households_count", "ethnic_minority_share_of_poor_pct",
)  # fmt: skip


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
    yield "Kết quả phân bổ, giải ngân vốn", list(tell_money(release, figures))
    yield "Kết quả giảm nghèo", list(_households(release, figures))
    if release.rows("support"):
        yield "Kết quả thực hiện chính sách hỗ trợ", list(_support(release, figures))
    yield "Kết quả thực hiện chỉ tiêu", list(_targets(release, figures))
    if release.header["replaces_release_id"]:
        yield f"Thay đổi so với đợt công bố {release.header['replaces_release_id']}", list(_changes(release, figures))
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


def _households(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    rows = order_rows(release, "poverty")
    if not rows:
        yield Paragraph(["Hộ nghèo, hộ cận nghèo: ", figures.figure("poverty", None, ""), "."])
    for row in rows:
        status = label("household_status", row["status"])
        about = f"rà soát năm {row['review_year']}{f', số {status}' if status else ''}"
        worded = (
            (f"Theo {about}: tổng số ", "total_households_count"),
            ("; hộ nghèo ", "poor_households_count"),
            (", tỷ lệ ", "poor_household_rate_pct"),
            ("; hộ cận nghèo ", "near_poor_households_count"),
            (", tỷ lệ ", "near_poor_household_rate_pct"),
        )
        yield Paragraph([*figures.told("poverty", row, worded), "."])
        for measure in _MORE_OF_HOUSEHOLDS:
            if row[measure] is not None:
                said_by = " theo báo cáo" if measure.startswith("reported_") else ""
                named = [(f"{label('measures', measure)}{said_by}: ", measure)]
                yield Paragraph([*figures.told("poverty", row, named), "."], "ListItem")
    headline = release.headline("poverty")
    if headline:
        yield from list_units(release, figures, "poverty", headline, "total_households_count", "poor_households_count")
    movements = ("escaped_count", "fell_back_count", "newly_arisen_count")
    yield from list_rows(figures, "household_movements", order_rows(release, "household_movements"), movements)


def _support(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    measures = ("beneficiary_households_count", "beneficiary_people_count", "spending_vnd", "loans_vnd")
    yield from list_rows(figures, "support", order_rows(release, "support"), measures)


def _targets(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    results, targets = order_rows(release, "target_results"), order_rows(release, "targets")
    if not results and not targets:
        yield Paragraph(["Chỉ tiêu và kết quả: ", figures.figure("targets", None, ""), "."])
    for row in results:
        yield Paragraph([*_result(figures, row), "."], "ListItem")
    for row in targets if not results else ():
        about = f"- {indicator_label(row['indicator'])}, {row['target_year']}: mức thấp nhất "
        worded = ((about, "lowest_target"), (", cao nhất ", "highest_target"))
        yield Paragraph([*figures.told("targets", row, worded), "."], "ListItem")


def _result(figures: SummaryFigures, row: Row) -> Iterator[Part]:
    """A target, what came of it and the verdict, as far as each is known."""
    project = project_label(row) if row["project"] else ""
    words = (indicator_label(row["indicator"]), row["target_year"], project, breakdown_label(row["breakdown"]))
    yield f"- {', '.join(word for word in words if word)}: "
    named = (("chỉ tiêu ", "target_value"), ("kết quả ", "result_value"), ("mức đạt ", "attainment_pct"))
    known = [(words, measure) for words, measure in named if figures.is_known("target_results", row, measure)]
    worded = [(f"{', ' if number else ''}{words}", measure) for number, (words, measure) in enumerate(known)]
    yield from figures.told("target_results", row, worded)
    if not known:
        yield SEVERAL if not row["target_unit_count"] and not row["result_unit_count"] else UNKNOWN
    verdict = verdict_label(row)
    if verdict:
        yield f"; {verdict}"


def _changes(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    """What is told otherwise than in the release before of the programme and of poor households."""
    headlines = {(name, row["row_key"]): row for name in ("disbursement", "poverty") if (row := release.headline(name))}
    told = 0
    for change in release.rows("changes"):
        row = headlines.get((change["table_name"], change["row_key"]))
        if row is None or change["reporting_unit_code"] or change["unit"] is None:
            continue
        told += 1
        named = f"{label('measures', change['measure'])} ({row_label(change['table_name'], row)})"
        before = format_with_unit(
            change["old_value"], change["unit"], usual_decimals([change["old_value"]], change["unit"])
        )
        begin = f"- {named}: trước là {before if change['old_value'] is not None else UNKNOWN}, nay là "
        now = figures.figure(change["table_name"], row, change["measure"])
        yield Paragraph([begin, now, f". {change['reason_vi']}"], "ListItem")
    rest = len(release.rows("changes")) - told
    if not told:
        yield Paragraph(["Số liệu chung của Chương trình và của hộ nghèo không thay đổi."])
    if rest:
        sheet = f"{release.release_id}.xlsx, trang “Thay đổi”"
        yield Paragraph([f"{rest} thay đổi khác, của từng đơn vị và từng dòng, có ở {sheet}."])


def _remarks(release: PublishedRelease) -> Iterator[Block]:
    yield Paragraph([f"Phát hiện khi kiểm tra báo cáo: {findings_sentence(release)}"])
    for waiver in release.rows("waivers"):
        who = f"{waiver['reporting_unit_name']}, quy tắc {waiver['rule']}, {waiver['approved_by']} cho phép"
        until = f"đến hết ngày {day_label(waiver['valid_until'])}"
        yield Paragraph([f"- Được cho phép bỏ qua: {who} {until}; lý do: {waiver['reason']}."], "ListItem")
    for name, text in labels()["method"].items():
        yield Paragraph([f"- {name}: {text}"], "ListItem")
