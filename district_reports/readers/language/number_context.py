"""Numbers that are no figures: years, days, document numbers, labels, windows of a year. Pure: text in, places out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from district_reports.registry import find_areas
from district_reports.values import CAPITAL, fold_letters

# What may stand behind a number that counts, so that "2062 học sinh" is no year and "khoản 30 hộ" no clause of a law.
_COUNTED = (
    r"(?!\s*(?:luot|hoc sinh|hs\b|hoc vien|ho\b(?! tro| so)|nguoi|nhan khau|khau\b|lao dong|trieu|dong\b|ty\b(?! le)"
    r"|tre\b|the\b|kg\b|can\b|nha\b|%|xa\b|thon\b|du an\b(?!\s*\d)|mo hinh|cong trinh|lop\b|hoi vien|doi tuong"
    r"|phu nu|can bo|bo\b|ha\b|em\b|chau\b|suat\b|cuoc\b|buoi\b|cay\b|con\b(?! so)|tan\b|km\b))"
)
_DOCUMENTS = (
    r"quyet dinh|nghi quyet|nghi dinh|thong tu(?: lien tich)?|chi thi|thong bao|cong van|van ban|to trinh|huong dan"
    r"|de an|luat"
)
_LABELS = (
    r"tieu du an|du an(?: thanh phan)?|tda|da|hoat dong|noi dung|bieu(?: mau)?|mau(?: bieu)?|phu luc|dieu|khoan|muc"
    r"|phan|lan|ky hop|khoa|thu|giai doan|nhom|tieu chi|cum|dot|thon|to|khu(?: pho)?|ban|doi|khu vuc|quoc lo|quy|chi so"
    r"|hinh|bang"
)
# Kinds in the order in which they are told; on folded letters, but for document numbers, which live by their capitals.
_FOLDED_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}")),
    ("date", re.compile(r"\bngay\s+\d{1,2}(?:\s*(?:-|–|den|va)\s*\d{1,2})?\s*(?:/\s*\d{1,2}|thang\s+\d{1,2})"
                        r"(?:(?:\s*/\s*|\s+nam\s+)(?:19|20)\d\d)?")),
    ("date", re.compile(r"\b(?:ngay|den|tu|truoc|sau)\s+\d{1,2}/\d{1,2}(?![\d/]|\s*%)" + _COUNTED)),
    ("date", re.compile(r"(?<!\d )\bthang\s+(?:1[0-2]|0?[1-9])(?!\d)(?:(?:\s*/\s*|\s+nam\s+)(?:19|20)\d\d)?(?!\d)")),
    ("date", re.compile(r"(?<![\d/])\d{1,2}\s*/\s*(?:19|20)\d\d(?!\d)" + _COUNTED)),
    ("document", re.compile(rf"\b(?:{_DOCUMENTS})\s+(?:so\s*:?\s*)?\d+[a-z]?(?![\d.,]*\d)" + _COUNTED)),
    ("document", re.compile(r"\bso\s*:\s*\d+\s*/")),
    ("year", re.compile(r"\bnam\s+(?:(?:duoc )?giao |hoc )?(?:19|20)\d\d(?!\d|[.,]\d)")),
    ("year", re.compile(r"(?<![\d.,/])(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d(?!\d)")),
    ("year", re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)" + _COUNTED)),
    ("window", re.compile(r"(?<![\d.,/])(?:0?[369]|12|1[01]|0?8)\s+thang(?!\s+tuoi)(?:\s+(?:dau|cuoi)(?:\s+nam)?)?")),
    ("window", re.compile(r"(?<![\d.,/])\d{1,2}\s+nam\s+(?=(?:19|20)\d\d|giai doan|ngay\b|qua\b|tiep theo)")),
    ("window", re.compile(r"(?<=giai doan )\d{1,2}\s+nam\b")),
    ("window", re.compile(r"\b(?:giao|von|kinh phi|trong|qua|sau)\s+0?[2-5]\s+nam\b(?!\s+20)")),
    ("label", re.compile(rf"\b(?:{_LABELS})\s+(?:so\s*|thu\s*)?\d{{1,2}}(?:\.\d{{1,2}})?[a-z]?(?![\d.,/]*\d)"
                         + _COUNTED)),
    # "tỷ lệ học sinh 6-10 tuổi đi học đạt 99,8%": whose rate it is, and no bound of who may be supported.
    ("group", re.compile(r"\bt[yi] le\b[^.;:%\d]{0,80}\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s*(?:thang\s+)?tuoi\b"
                         r"(?=[^.;:%\d]{0,120}\d[\d.,]*\s*%)")),
    ("date", re.compile(r"\bngay\s+\d{1,2}\s+(?:hang|hang nam|moi)\s+thang")),
    ("label", re.compile(r"(?<![\d.,/])\d{1,2}\s+(?:ctmtqg|(?:chuong trinh|ct)\s+(?:mtqg|muc tieu))")),
    # "Chương trình 1719" is known by its decision.
    ("label", re.compile(r"\b(?:chuong trinh|ct)\s+\d{3,4}(?![.,/]?\d)" + _COUNTED)),
    ("label", re.compile(r"\bso\s+(?:thu tu\s+)?\d{1,2}(?=\s*[.);,])")),
    ("label", re.compile(r"\b[a-z]+[-–]?\d+\b" + _COUNTED)),
    ("label", re.compile(r"(?<![\d.,])\b\d{1,3}[a-z]\b(?![²2³])")),
    ("label", re.compile(r"\[\d{1,3}\]|\(\d{1,2}\)")),
)  # fmt: skip
_DOCUMENT_NUMBER = re.compile(
    r"(?<![\d.,])\d+\s*(?:/\s*(?:19|20)\d\d)?\s*[/-]\s*[A-ZĐƯ]{2,}\w*(?:[- ]?[/&–-]\s?[A-ZĐƯ]+\w*)*"
)
_WORD = rf"{CAPITAL}[\w'’]*"
# What may stand behind a name: nothing that its number could count.
_AFTER_NAME = rf"(?=\s*(?:$|[.,;:)(“”\"–-]|{CAPITAL}|(?:và|có|là|đã|được|thuộc|của|trong|năm|báo cáo)\b))"
# Quận 5, Phường 3 Bảo Lộc; but not the wards of "12 xã, phường 15".
_NUMBERED_AREA = re.compile(rf"(?<!xã, )(?<!số )\b(?:[Qq]uận|QUẬN|[Pp]hường|PHƯỜNG)\s+(\d{{1,2}})\b{_AFTER_NAME}")
# Xã Sơn Kim 2, or without its type before the day of a letter: "Sơn Kim 2, ngày …".
_NAME_WITH_NUMBER = rf"({_WORD}(?:\s+{_WORD}){{0,3}}\s+\d{{1,2}})\b"
_AREA_WITH_NUMBER = re.compile(
    rf"\b(?:[Xx]ã|XÃ|[Pp]hường|PHƯỜNG)\s+{_NAME_WITH_NUMBER}{_AFTER_NAME}|{_NAME_WITH_NUMBER}(?=\s*,\s*ngày\b)"
)


@dataclass(frozen=True)
class ContextNumber:
    """A stretch of text whose digits are no figure: `kind` is year, date, document, window, label or group."""

    start: int
    end: int
    kind: str


def find_context(text: str, *, label_end: int = 0) -> tuple[ContextNumber, ...]:
    """Every stretch of `text` whose digits name something; the first `label_end` characters are a heading's label."""
    label = (ContextNumber(0, label_end, "label"),) if label_end else ()
    return label + _find_named(text)


# Several readers ask about the same passage, one after another, and its account once more at the end.
@lru_cache(maxsize=2048)
def _find_named(text: str) -> tuple[ContextNumber, ...]:
    folded = fold_letters(text)
    found = [ContextNumber(*match.span(), "document") for match in _DOCUMENT_NUMBER.finditer(text)]
    for kind, pattern in _FOLDED_KINDS:
        found += [ContextNumber(*match.span(), kind) for match in pattern.finditer(folded)]
    return (*found, *_find_area_numbers(text))


def _find_area_numbers(text: str) -> Iterator[ContextNumber]:
    """Numbers that are part of a place's name; behind words only where an area is called so."""
    for match in _NUMBERED_AREA.finditer(text):
        yield ContextNumber(*match.span(1), "label")
    for match in _AREA_WITH_NUMBER.finditer(text):
        group = 1 if match[1] else 2
        if find_areas(match[group], "commune"):
            yield ContextNumber(*match.span(group), "label")


def context_kind(found: Sequence[ContextNumber], start: int, end: int) -> str:
    """The kind of context that the characters `start` to `end` stand in; empty for none."""
    return next((context.kind for context in found if context.start <= start and end <= context.end), "")
