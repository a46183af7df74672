"""Names of provinces, districts and communes as a letterhead or a sentence writes them, with numbers and dashes."""

import re

from district_reports.registry import find_areas
from district_reports.values import CAPITAL

# A number belongs to the name where nothing follows that it could count: "Xã Sơn Kim 2," but not "xã Sơn Kim 2 hộ".
_UNCOUNTED = rf"(?=\s*(?:$|[;:)]|,\s*\D|{CAPITAL}))"
# The right half of a letterhead may stand in the same line.
_WORD = rf"(?!(?i:cộng h(?:òa|oà)|độc lập)\b){CAPITAL}[\w'’-]*"
_NAME = rf"{CAPITAL}[\w'’-]*(?:\s+{_WORD}){{0,3}}(?:\s+\d{{1,2}}{_UNCOUNTED})?"
_DASH = r"\s+[-–]\s+"
_NAMES = rf"{_NAME}(?:{_DASH}{_NAME})?"
PLACE = rf"Phường\s+\d{{1,2}}\s+{_NAME}|{_NAMES}"
"""What stands before the day of a letter, as a pattern: "Sơn Kim 2", "Phường 3 Bảo Lộc", "Xuân Hương - Đà Lạt"."""
_TYPES = {
    "district": r"huyện|thị xã|thành phố|quận|TP\.?",
    "commune": r"xã|phường|thị trấn|đặc khu",
    "province": r"tỉnh|thành phố",
}
_NUMBERED = {
    "district": rf"(?<!\w)(?:Quận|quận|QUẬN)\s+(\d{{1,2}}{_UNCOUNTED})",
    "commune": rf"(?<!\w)(?:Phường|phường|PHƯỜNG)\s+(\d{{1,2}}\s+{_NAME})",
}


def names_in(text: str, level: str) -> list[str]:
    """Proper names that follow a type word of this level, in small letters or capitals."""
    types = _TYPES[level]
    names = [match[1] for match in re.finditer(rf"(?<!\w)(?:{types}|{types.capitalize()})\s+({_NAMES})", text)]
    names += [match[1] for match in re.finditer(rf"(?<!\w)(?:{types.upper()})\s+({_NAMES})", text)]
    if level in _NUMBERED:
        names += re.findall(_NUMBERED[level], text)
    return [_title_case(_one_of(name, 0)) for name in names]


def name_of_place(place: str) -> str:
    """The name of what matched PLACE: of two with a dash between that are no area together, the last."""
    return _title_case(_one_of(place, -1))


def _one_of(names: str, position: int) -> str:
    return names if find_areas(names) else re.split(_DASH, names)[position]


def _title_case(name: str) -> str:
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())
