"""A voice that goes by source and type first, as yearly plans ask, and uses short forms."""

from district_reports.generation.drafts import Writer
from district_reports.generation.voices.letterhead import day_words, period_words, write_head, write_tail
from district_reports.generation.voices.parts import write_outcome, write_policies

_SOURCES = {"central": ("Ngân sách Trung ương", "Vốn ngân sách trung ương (NSTW)"),
            "local": ("Ngân sách địa phương", "Vốn đối ứng ngân sách địa phương")}  # fmt: skip
_TYPES = {"investment": ("Vốn đầu tư phát triển", "Vốn đầu tư"), "recurrent": ("Vốn sự nghiệp",)}


def write(writer: Writer) -> None:
    """The whole report."""
    report = writer.report
    write_head(writer, writer.pick(
        "Tình hình thực hiện và giải ngân vốn Chương trình mục tiêu quốc gia giảm nghèo bền vững",
        "Kết quả huy động, phân bổ, giải ngân vốn Chương trình MTQG giảm nghèo bền vững",
    ))  # fmt: skip
    writer.say("A. KẾT QUẢ THỰC HIỆN", "I. Kết quả huy động, bố trí và giải ngân vốn")
    writer.say(
        f"Tổng kế hoạch vốn giao năm {report.year}: {writer.money('assigned')}; giải ngân đến {day_words(report)}: "
        f"{writer.money('disbursed')}, đạt {writer.rate('disbursed', 'assigned')} kế hoạch."
    )
    for number, source in enumerate(("central", "local"), start=1):
        _write_source(writer, number, source)
    writer.say("II. Kết quả giảm nghèo")
    write_outcome(writer)
    writer.say("III. Các chính sách hỗ trợ")
    write_policies(writer, "- ")
    writer.say("B. NHIỆM VỤ, GIẢI PHÁP", f"Thực hiện đồng bộ các giải pháp sau {period_words(report)}.")
    write_tail(writer)


def _write_source(writer: Writer, number: int, source: str) -> None:
    types = writer.report.capital.capital_types()
    writer.say(f"{number}. {writer.pick(*_SOURCES[source])}")
    writer.say(f"- Kế hoạch giao: {writer.money('assigned', source=source)}"
               + _split(writer, "assigned", source, types))  # fmt: skip
    writer.say(f"- Đã phân bổ: {writer.money('allocated', source=source)}.")
    writer.say(
        f"- Giải ngân: {writer.money('disbursed', source=source)}"
        + _split(writer, "disbursed", source, types)[:-1]
        + f"; đạt {writer.rate('disbursed', 'assigned', source=source)} kế hoạch giao."
    )
    if source == "central":
        writer.say("Chi tiết theo dự án:")
        for code in (one for one in writer.report.capital.codes() if "." not in one):
            _write_project(writer, code, source)


def _split(writer: Writer, measure: str, source: str, types: list[str]) -> str:
    if len(types) == 1:
        return "."
    parts = [f"{writer.pick(*_TYPES[one]).lower()} {writer.money(measure, source=source, type_=one)}" for one in types]
    return f" ({', '.join(parts)})."


def _write_project(writer: Writer, code: str, source: str) -> None:
    writer.say(f"+ Dự án {code[-1]}: {writer.pick('NSTW giao', 'vốn NSTW giao')} "
               f"{writer.money('assigned', code, source)}; "
               f"giải ngân {writer.money('disbursed', code, source)}, "
               f"{writer.pick('đạt', 'bằng')} {writer.rate('disbursed', 'assigned', code, source)}.")  # fmt: skip
