"""A voice that tells money first as a whole, then project by project on lines of their own."""

from district_reports import registry
from district_reports.generation.drafts import Writer
from district_reports.generation.voices.letterhead import day_words, period_words, write_head, write_tail
from district_reports.generation.voices.parts import write_outcome, write_policies

_TYPES = {"investment": ("vốn đầu tư phát triển", "vốn ĐTPT", "vốn đầu tư"), "recurrent": ("vốn sự nghiệp", "vốn SN")}


def write(writer: Writer) -> None:
    """The whole report."""
    report = writer.report
    write_head(writer, writer.pick(
        "Kết quả thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững",
        "Tình hình thực hiện Chương trình MTQG giảm nghèo bền vững",
    ))  # fmt: skip
    writer.say(f"I. {writer.pick('KẾT QUẢ THỰC HIỆN', 'TÌNH HÌNH THỰC HIỆN')} {period_words(report).upper()}")
    writer.say(
        "1. Công tác chỉ đạo, điều hành",
        f"UBND {writer.level} đã kiện toàn Ban Chỉ đạo, phân công thành viên phụ trách.",
    )
    writer.say(writer.pick("2. Kết quả phân bổ và giải ngân nguồn vốn", "2. Tình hình giao vốn, giải ngân vốn"))
    _write_whole(writer)
    _write_years(writer)
    writer.say("3. Kết quả thực hiện các dự án")
    for code in report.capital.codes():
        _write_project(writer, code)
    writer.say("4. Kết quả thực hiện các chính sách")
    write_policies(writer, "- ")
    writer.say("5. Kết quả giảm nghèo")
    write_outcome(writer)
    writer.say(f"II. {writer.pick('NHIỆM VỤ TRỌNG TÂM', 'PHƯƠNG HƯỚNG, NHIỆM VỤ')} THỜI GIAN TỚI")
    writer.say("Tiếp tục đẩy nhanh tiến độ giải ngân; tăng cường kiểm tra, giám sát tại cơ sở.")
    if not report.window:
        writer.say(f"Nhu cầu vốn năm {report.year + 1}: {writer.money('planned')}.")
    write_tail(writer)


def _write_whole(writer: Writer) -> None:
    report, types = writer.report, writer.report.capital.capital_types()
    names = {type_: writer.pick(*_TYPES[type_]) for type_ in types}
    assigned = writer.pick(f"Tổng vốn giao năm {report.year}", f"Tổng kế hoạch vốn được giao năm {report.year}")
    line = f"{assigned}: {writer.money('assigned')}"
    if len(types) > 1:
        line += ", trong đó: " + ", ".join(f"{names[one]} {writer.money('assigned', type_=one)}" for one in types)
    writer.say(line + ".")
    if writer.amount("carried_over"):
        writer.say(f"Vốn năm {report.year - 1} {writer.pick('kéo dài', 'chuyển nguồn')} sang năm {report.year}: "
                   f"{writer.money('carried_over')}, đã giải ngân "
                   f"{writer.money('carried_over_disbursed')}.",
                   f"Tổng nguồn vốn thực hiện năm {report.year} (bao gồm vốn năm {report.year - 1} chuyển sang): "
                   f"{writer.money('available')}.")  # fmt: skip
    line = (f"{writer.pick('Giải ngân', 'Lũy kế giải ngân')} đến ngày {day_words(report)}: "
            f"{writer.money('disbursed')}, "
            f"đạt {writer.rate('disbursed', 'assigned')} kế hoạch vốn giao năm {report.year}")  # fmt: skip
    if len(types) > 1:
        line += ", trong đó: " + "; ".join(
            f"{names[one]} giải ngân {writer.money('disbursed', type_=one)}, "
            f"đạt {writer.rate('disbursed', 'assigned', type_=one)}"
            for one in types
        )
    writer.say(line + ".")
    if report.window:
        writer.say(f"Ước giải ngân đến 31/12/{report.year}: {writer.money('forecast')}, "
                   f"đạt {writer.rate('forecast', 'assigned')} kế hoạch.")  # fmt: skip


def _write_years(writer: Writer) -> None:
    """The years of the programme so far, where there are several."""
    years = sorted(writer.report.capital.assigned_by_year)
    if len(years) > 1 and not writer.report.window:
        parts = ", ".join(f"năm {year} {writer.money_of_years([year])}" for year in years[:-1])
        writer.say(f"Lũy kế vốn giao giai đoạn {years[0]}-{years[-1]} là {writer.money_of_years(years)}, "
                   f"trong đó: {parts}, năm {years[-1]} {writer.money('assigned')}.")  # fmt: skip


def _write_project(writer: Writer, code: str) -> None:
    project, _, sub = code.partition(".")
    head = f"+ Tiểu dự án {sub[-1]}" if sub else f"- Dự án {project[-1]}"
    spent = f"đã giải ngân {writer.money('disbursed', code)}, đạt {writer.rate('disbursed', 'assigned', code)}"
    if not writer.amount("disbursed", code):
        spent = "chưa giải ngân"
    writer.say(f"{head}: {registry.project_names()[code].name_vi}: KH vốn giao {writer.money('assigned', code)}, "
               f"{spent}.")  # fmt: skip
