"""A voice of long sentences: money in tỷ đồng or in full đồng, projects told in running text."""

from district_reports import registry
from district_reports.generation.drafts import Writer
from district_reports.generation.voices.letterhead import day_words, period_words, write_head, write_tail
from district_reports.generation.voices.parts import write_outcome, write_policies

_UNITS = ("tỷ đồng", "đồng", "triệu đồng")


def write(writer: Writer) -> None:
    """The whole report."""
    writer.unit = writer.pick(*_UNITS)
    write_head(writer, writer.pick(
        "Tình hình thực hiện công tác giảm nghèo bền vững",
        "Kết quả thực hiện công tác giảm nghèo và Chương trình mục tiêu quốc gia giảm nghèo bền vững",
    ))  # fmt: skip
    writer.say("Phần thứ nhất", f"KẾT QUẢ THỰC HIỆN {period_words(writer.report).upper()}")
    writer.say("I. Thực trạng hộ nghèo, hộ cận nghèo")
    write_outcome(writer)
    writer.say("II. Nguồn lực thực hiện Chương trình")
    _write_capital(writer)
    writer.say("III. Kết quả thực hiện các dự án thành phần")
    for number, code in enumerate((one for one in writer.report.capital.codes() if "." not in one), start=1):
        _write_project(writer, number, code)
    writer.say("IV. Kết quả thực hiện các chính sách giảm nghèo")
    write_policies(writer, writer.pick("+ ", "* "))
    writer.say("Phần thứ hai", "PHƯƠNG HƯỚNG, NHIỆM VỤ")
    writer.say(
        f"Các phòng, ban và UBND các xã tiếp tục thực hiện các giải pháp giảm nghèo trên địa bàn {writer.level}."
    )
    write_tail(writer)


def _write_capital(writer: Writer) -> None:
    report = writer.report
    writer.say(
        f"1. {writer.pick('Vốn được giao', 'Kinh phí được giao')}: {writer.pick('Tổng', 'Tổng số')} vốn được giao năm "
        f"{report.year} là {writer.money('assigned')}, trong đó ngân sách trung ương "
        f"{writer.money('assigned', source='central')}, ngân sách địa phương đối ứng "
        f"{writer.money('assigned', source='local')}."
    )
    text = f"2. Kết quả phân bổ: UBND {writer.level} đã phân bổ {writer.money('allocated')}"
    if writer.amount("unallocated"):
        text += f"; còn lại {writer.money('unallocated')} chưa phân bổ do chưa có hướng dẫn"
    writer.say(text + ".")
    writer.say(
        f"3. Kết quả giải ngân: Tính đến ngày {day_words(report)}, toàn {writer.level} giải ngân được "
        f"{writer.money('disbursed')}, {writer.pick('đạt tỷ lệ', 'bằng')} {writer.rate('disbursed', 'assigned')} "
        f"kế hoạch vốn giao năm {report.year}."
    )


def _write_project(writer: Writer, number: int, code: str) -> None:
    name = registry.project_names()[code].name_vi
    subs = [one for one in writer.report.capital.codes() if one.startswith(f"{code}.")]
    writer.say(f"{number}. Dự án {code[-1]}: {name}")
    text = f"Tổng vốn giao {writer.money('assigned', code)}"
    text += f", đến nay giải ngân {writer.money('disbursed', code)}, đạt {writer.rate('disbursed', 'assigned', code)}."
    writer.say(text)
    for letter, sub in zip("abc", subs, strict=False):
        writer.say(f"{letter}) Tiểu dự án {sub[-1]}: vốn giao {writer.money('assigned', sub)}, "
                   f"giải ngân {writer.money('disbursed', sub)}.")  # fmt: skip
