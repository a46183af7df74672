"""What every report begins and ends with, and words for periods."""

from district_reports.generation.drafts import Writer
from district_reports.generation.model import DistrictRound

_PERIODS = {"H1": "6 tháng đầu năm {year}", "9M": "9 tháng đầu năm {year}", "": "năm {year}"}


def period_words(report: DistrictRound) -> str:
    """ "6 tháng đầu năm 2024"."""
    return _PERIODS[report.window].format(year=report.year)


def day_words(report: DistrictRound) -> str:
    """The cut-off, as "30/6/2024"."""
    day = report.cut_off
    return f"{day.day}/{day.month}/{day.year}"


def write_head(writer: Writer, title: str) -> None:
    """Letterhead, number, day and title."""
    report, day = writer.report, writer.report.issued
    unit = report.unit.name_with_type.upper()
    writer.say(*writer.pick(f"ỦY BAN NHÂN DÂN|{unit}", f"UBND {unit}").split("|"))
    if writer.rng.random() < 0.5:
        writer.say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    writer.say(f"Số: {report.document_number:02}/BC-UBND")
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    # A unit that has a number for a name is told with its type: "Quận 5, ngày …".
    place = report.unit.name_with_type if report.unit.name[0].isdigit() else report.unit.name
    writer.say(f"{place}, ngày {day.day:02} tháng {month} năm {day.year}")
    writer.say("BÁO CÁO", f"{title} {period_words(report)}")
    writer.say(f"Kính gửi: {writer.pick('UBND', 'Sở Lao động - Thương binh và Xã hội')} "
               f"{report.province.name_with_type[:1].lower()}{report.province.name_with_type[1:]}")  # fmt: skip


def write_tail(writer: Writer) -> None:
    """Closing words and signature."""
    unit = writer.report.unit.name_with_type
    unit = unit[:1].lower() + unit[1:]
    closing = writer.pick(
        f"Trên đây là báo cáo {period_words(writer.report)} của UBND {unit}./.",
        f"UBND {unit} báo cáo để cơ quan cấp trên theo dõi, tổng hợp./.",
    )
    writer.say(closing, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN",
               writer.pick("CHỦ TỊCH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))  # fmt: skip
