"""Years in running text: the one that is meant, spans, and the years carried over money came from."""

import re
from collections.abc import Iterable

# The year of a day ("ngày 08 tháng 9 năm 2020") is whose document it is, not whose figures.
_NOT_OF_A_DAY = "".join(rf"(?<!ngay {day} thang {month} )" for day in (r"\d", r"\d\d") for month in (r"\d", r"\d\d"))
# "vốn 2023" names a year, "vốn 2023 triệu đồng" an amount.
_IS_NO_AMOUNT = r"(?=20\d\d(?!\d|[.,/]\d|\s*(?:trieu|tr|ty|ti|nghin|ngan|dong)\b))"
YEAR = re.compile(
    _NOT_OF_A_DAY + r"(?:\bnam\s+(?:(?:duoc\s+)?giao\s+|ke hoach\s+|ngan sach\s+)?"
    rf"|\b(?:von|khv|kinh phi|ke hoach)\s+{_IS_NO_AMOUNT})(20\d\d)(?!\s*[-–]\s*20)"
)
# "2022 - 2024", "2022 - 9/2024", "2022 đến ngày 30/9/2024", "2022 đến hết tháng 9 năm 2024", "2022 và 2023"
YEARS_TOGETHER = (
    r"(20\d\d)(?:(?:\s*[-–]\s*|\s+den\s+)(?:(?:het|ngay|cuoi|nam|thang)\s+)*(?:\d{1,2}/){0,2}(?:(?:ngay|thang)\s+\d{1,2}\s+)*"
    r"(?:nam\s*)?|\s+va\s+(?:nam\s+)?)(20\d\d)(?!\d)"
)
SPAN = re.compile(rf"\b(?:giai doan|nam|luy ke|tu)\s*{YEARS_TOGETHER}")
_YEARS = r"(?:nam\s+)?20\d\d(?:\s*(?:,|;|va|-|–)\s*(?:nam\s+)?20\d\d)*"
_ANY_YEAR = re.compile(r"20\d\d")
_SPAN_OF_LIST = re.compile(r"(20\d\d)\s*[-–]\s*(?:nam\s+)?(20\d\d)")
_CARRIED = r"\b(?:chuyen|keo dai)\b"
# "vốn năm 2022, 2023 được phép chuyển sang", "vốn kéo dài năm 2022"; a day or a document's number names no year.
_FROM = re.compile(
    rf"(?<![\d/.])(?P<before>{_YEARS})(?![\d/])[^.;:()\d]{{0,60}}?{_CARRIED}"
    rf"|(?:{_CARRIED}(?:\s+nguon|\s+tiep)?(?:\s+tu)?(?:\s+cac)?|\b(?:von|nguon|kinh phi) cu)\s+(?P<after>{_YEARS})"
    r"(?![\d/])"
)
# "năm 2024, 2025", "2 năm 2024-2025"
_SEVERAL = re.compile(r"\bnam (20\d\d)(?:\s*(?:,|va)\s*(?:nam )?20\d\d)*\s*(?:,|va|-|–)\s*(?:nam )?(20\d\d)(?!\d)")
# "năm 2022, 2023, 2024": three or more in a row.
_LISTED = re.compile(r"\bnam (20\d\d)(?:\s*,\s*(?:nam )?20\d\d)+\s*(?:,|va)\s*(?:nam )?(20\d\d)(?![\d/])")
_ROW = re.compile(r"\bnam 20\d\d(?:\s*(?:,|;|va)\s*(?:nam )?20\d\d(?![\d/]))+")
_COUNTED = re.compile(r"\b0?([2-5]) nam\b(?! 20\d\d)")
_INTO = re.compile(r"\bsang\s+(?:(?:thuc hien\s+)?(?:trong\s+)?nam\s+)?(20\d\d)")


def last_year(folded: str, latest: int, *, spans: bool = True) -> str:
    """The last year named, or a span of years that has begun by `latest`; years compared with do not count.

    A span that ends later is the name of a programme's term, not a budget.
    """
    together = [m for pattern in (SPAN, _LISTED) for m in pattern.finditer(folded)
                if int(m[1]) < int(m[2]) <= latest] if spans else []  # fmt: skip
    found = [(m.start(), f"{m[1]}-{m[2]}") for m in together]
    alone = [m for m in YEAR.finditer(folded) if not any(s.start() <= m.start() < s.end() for s in together)]
    found += [(m.start(), m[1]) for m in alone if not _is_compared(folded, m.start())]
    return max(found)[1] if found else ""


def years_named(folded: str) -> list[str]:
    """Every year a text names, those of a row too: "các năm 2022, 2023"."""
    rows = [year for row in _ROW.finditer(folded) for year in _ANY_YEAR.findall(row[0])]
    return [*YEAR.findall(folded), *rows]


def several_years(folded: str) -> str:
    """The last years named together, as a span: "giai đoạn 2022-2025", "năm 2024, 2025"; empty for none."""
    named = [match for pattern in (SPAN, _SEVERAL) for match in pattern.finditer(folded) if match[1] < match[2]]
    last = max(named, key=lambda match: match.start(), default=None)
    return f"{last[1]}-{last[2]}" if last else ""


def years_counted(folded: str, last: int) -> str:
    """The span of as many years up to `last` as are counted: "kế hoạch vốn 03 năm"; empty where none are."""
    count = _COUNTED.search(folded)
    return f"{last - int(count[1]) + 1}-{last}" if count else ""


def carried_from(folded: str, into: int | None = None) -> str:
    """The years whose money is said to be carried over (`2022`, `2022+2023`); those from `into` on are not meant."""
    found: set[int] = set()
    for match in _FROM.finditer(folded):
        found |= years_of(match["before"] or match["after"])
    carried_into = _INTO.search(folded)
    last = int(carried_into[1]) if carried_into else into
    return join_years(year for year in found if last is None or year < last)


def carried_into(folded: str) -> str:
    """The year that money is said to be carried into, or empty."""
    found = _INTO.search(folded)
    return found[1] if found else ""


def join_years(years: Iterable[int]) -> str:
    """`2022+2023` of two years, `2022` of one."""
    return "+".join(map(str, sorted(set(years))))


def years_of(text: str) -> set[int]:
    """The years a list names; a span names all its years."""
    years = {int(year) for year in _ANY_YEAR.findall(text)}
    for span in _SPAN_OF_LIST.finditer(text):
        years |= set(range(int(span[1]), int(span[2]) + 1))
    return years


def _is_compared(folded: str, position: int) -> bool:
    return "so voi" in folded[max(0, position - 18) : position]
