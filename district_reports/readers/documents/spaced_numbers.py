"""Numbers that a converter or a scan has pulled apart: "1. 234 triệu đồng", "12 ,5%". Pure: text in, text out."""

import re

# What may follow an amount; without it "Mục 1. 234" and the like could be a label and a number.
_MONEY = r"tỷ|tỉ|triệu|nghìn|ngàn|đồng"
_COUNTED = r"hộ|nhân khẩu|khẩu|người|lao động|học sinh|lượt|nhà"
_BEFORE_UNIT = rf"(?=(?:\s*,\s*\d+)?\s*(?:%|/\s*\d|(?:{_MONEY}|{_COUNTED})(?![^\W\d_])))"
_BEFORE_FRACTION_UNIT = rf"(?=\s*(?:%|(?:{_MONEY})(?![^\W\d_])))"
_GROUPED = re.compile(
    rf"(?<![\w.,/])(?<!\d )\d{{1,3}}(?:\s*[.]\s*\d{{3}}(?!\d)|\s\d{{3}}(?!\d))+{_BEFORE_UNIT}", re.IGNORECASE
)
_DECIMAL = re.compile(
    rf"(?<![\w.,/])(\d{{1,3}}(?:[.]\d{{3}})*)(?:\s+,\s*|,\s+)(\d{{1,4}})(?![\d.,]){_BEFORE_FRACTION_UNIT}",
    re.IGNORECASE,
)
# A number behind these is a name, and one behind a comma is the next of several.
_NOT_ITS_BEGINNING = re.compile(
    r"(?:^\W*|\d\s*(?:,|và|-|–)\s*|(?<![^\W\d_])(?:dự án|da|tháng|ngày|năm|quý|mục|điều|khoản|phần|(?<!tổng )số|biểu"
    r"|mẫu|phụ lục|bảng|thôn|tổ|khu|nhóm|đợt|lần|bản|xã|giai đoạn|khóa)\s+(?:số\s+)?)$",
    re.IGNORECASE,
)
_CELL = re.compile(r"[-–]?\s*\d[\d.,\s]*%?")
_WHOLE = re.compile(r"\d{1,3}(?:[.]\d{3})*(?:,\d+)?|\d+(?:,\d+)?")
_SPACE_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?")


def mend_text(text: str) -> str:
    """Running text with such numbers put together again, where the unit behind them says that they are amounts."""
    return _DECIMAL.sub(_join, _GROUPED.sub(_join, text))


def mend_cell(text: str) -> str:
    """A cell that holds one number pulled apart, put together; any other cell as it is.

    >>> mend_cell("1. 234,5"), mend_cell("12 345"), mend_cell("12 34")
    ('1.234,5', '12345', '12 34')
    """
    if not _CELL.fullmatch(text) or " " not in text.strip():
        return text
    sign, digits, percent = re.fullmatch(r"([-–]?)\s*([\d.,\s]*\d)\s*(%?)", text.strip()).groups()  # type: ignore[union-attr]
    closed = re.sub(r"\s*([.,])\s*", r"\1", digits)
    if _SPACE_GROUPED.fullmatch(closed):
        closed = closed.replace(" ", "")
    return f"{sign}{closed}{percent}" if _WHOLE.fullmatch(closed) else text


def begins_spaced(text: str) -> bool:
    """Whether a line begins with a number pulled apart: "1. 234 triệu đồng" is no first item of a list."""
    return _GROUPED.match(text) is not None


def _join(match: re.Match[str]) -> str:
    is_name = _NOT_ITS_BEGINNING.search(match.string[: match.start()])
    return match[0] if is_name else re.sub(r"\s+", "", match[0])
