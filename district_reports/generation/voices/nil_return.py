"""A voice for units without money: they report all the same, and say so."""

from district_reports import registry
from district_reports.generation.drafts import Writer
from district_reports.generation.voices.letterhead import day_words, write_head, write_tail
from district_reports.generation.voices.parts import write_outcome


def write(writer: Writer) -> None:
    """The whole report: households as always, no money, and no project that concerns the unit."""
    writer.unit = "đồng"
    write_head(writer, "Kết quả thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững")
    writer.say("I. Thực trạng hộ nghèo, hộ cận nghèo")
    write_outcome(writer)
    writer.say(
        "II. Kết quả giải ngân nguồn vốn",
        f"Tổng vốn được giao năm {writer.report.year}: {writer.money('assigned')}.",
        f"Giải ngân đến ngày {day_words(writer.report)}: {writer.money('disbursed')}.",
        "III. Kết quả thực hiện các dự án",
    )
    for code in (one for one in registry.project_names() if "." not in one):
        writer.say(f"Dự án {code[-1]}: {writer.not_applicable(code)}.")
    write_tail(writer)
