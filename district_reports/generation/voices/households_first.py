"""A voice of short letters: poverty and policies first, money in brackets behind each project's name."""

from district_reports import registry
from district_reports.generation.drafts import Writer
from district_reports.generation.voices.letterhead import day_words, period_words, write_head, write_tail
from district_reports.generation.voices.parts import write_outcome, write_policies

_TYPES = {"investment": "vốn đầu tư", "recurrent": "vốn sự nghiệp"}


def write(writer: Writer) -> None:
    """The whole report."""
    report, support = writer.report, writer.report.support
    writer.unit = writer.pick("triệu đồng", "triệu đồng", "đồng")
    write_head(writer, writer.pick("Sơ kết công tác giảm nghèo", "Công tác giảm nghèo bền vững"))
    writer.say("I. Thực trạng hộ nghèo, hộ cận nghèo")
    write_outcome(writer)
    writer.say("II. Kết quả thực hiện các chính sách")
    write_policies(writer, "- ")
    writer.say("III. Kết quả thực hiện Chương trình MTQG giảm nghèo bền vững")
    _write_capital(writer)
    writer.say("Trong đó:")
    for code in (one for one in report.capital.codes() if "." not in one):
        _write_project(writer, code)
    writer.say("IV. Kết quả khác")
    built, repaired = support.counts["houses_built"], support.counts["houses_repaired"]
    writer.say(f"Hỗ trợ nhà ở: {writer.count('houses_supported', built + repaired, 'hộ')}, trong đó xây mới "
               f"{writer.count('houses_built', built, 'hộ')}, sửa chữa "
               f"{writer.count('houses_repaired', repaired, 'hộ')}.")  # fmt: skip
    writer.say(
        f"Đào tạo nghề cho {writer.count('vocational_trainees', support.counts['vocational_trainees'], 'lao động')}."
    )
    writer.say(f"V. Phương hướng sau {period_words(report)}", "Tập trung giải ngân các nguồn vốn được giao.")
    write_tail(writer)


def _write_capital(writer: Writer) -> None:
    report, types = writer.report, writer.report.capital.capital_types()
    writer.say(
        f"Kinh phí được giao năm {report.year} là {writer.money('assigned')}, trong đó ngân sách trung ương "
        f"{writer.money('assigned', source='central')}, ngân sách địa phương "
        f"{writer.money('assigned', source='local')}."
    )
    if len(types) > 1:
        parts = (f"{_TYPES[one]} {writer.money('assigned', type_=one)}" for one in types)
        writer.say(f"Chia theo loại vốn năm {report.year}: {'; '.join(parts)}.")
    writer.say(f"Đến ngày {day_words(report)} đã giải ngân {writer.money('disbursed')}, "
               f"đạt {writer.rate('disbursed', 'assigned')} kinh phí giao năm {report.year}.")  # fmt: skip


def _write_project(writer: Writer, code: str) -> None:
    name = registry.project_names()[code].name_vi.partition(",")[0]
    writer.say(f"- Dự án {code[-1]} ({name}): kinh phí {writer.money('assigned', code)}, "
               f"giải ngân {writer.money('disbursed', code)} "
               f"({writer.rate('disbursed', 'assigned', code)}).")  # fmt: skip
