"""Names of communes and villages in running text. Pure: text in, names or masked letters out.

Names are made of words that mean something else: without its diacritics "Lâm" is "làm", to build.
"""

import re
from functools import lru_cache

from district_reports.values import CAPITAL, fold_letters

MASK = "ø"
"""What stands for each letter of a name in masked text: a letter that no phrase holds."""

# An abbreviation (NTM) is no name.
_WORD = rf"(?!{CAPITAL}{CAPITAL}){CAPITAL}[^\W\d_]*(?:['’-][^\W\d_]+)?"
_KINDS = (
    r"(?:[Tt]hị trấn|TT\.?|[Tt]hị xã|[Tt]hành phố|TP|[Xx]ã|[Pp]hường|[Hh]uyện|[Tt]hôn|[Bb]ản|[Xx]óm|[Ấấ]p|[Bb]uôn"
    r"|[Ll]àng)"
)
_COMMUNE = re.compile(rf"\b(?:[Xx]ã|[Tt]hị trấn|TT\.?|[Pp]hường)\s+({_WORD}(?:\s+{_WORD})*)")
_COMMUNE_BESIDE = re.compile(_COMMUNE.pattern + r"[\s:(]*(?:là|được|có|còn)?\s*$")
# Two capitals make a name, for a sentence has but one to begin with; these are no names however they are written.
_NO_NAME = (
    r"(?!(?:Trung Ương|Địa Phương|Ngân|Nguồn|Vốn|Kinh|Đối|Đầu|Sự|Tổng|Giải|Số|Năm|Hộ|Nhà|Cận|Dự|Tiểu|Huyện|Tỉnh|Toàn"
    r"|Chương|Chính|Quyết (?:[Đđ]ịnh|[Tt]oán|[Tt]âm|[Ss]ách|[Nn]ghị)|Nghị|Kế|Thông)\b)"
)
_BARE = rf"{_NO_NAME}{_WORD}(?:\s+{_WORD}){{1,3}}"
_NAMED = re.compile(
    rf"\b{_KINDS}\s+(?P<names>{_WORD}(?:\s+{_WORD})*(?:\s*(?:,|;|và)\s*{_BARE}(?=\s*(?:[,;:.)(]|và\b|\d|$)))*)"
    rf"|(?:^\W*|[,;:(]\s*)(?:và\s+)?(?P<bare>{_BARE})(?=\s*[:(]?\s*\d)"
)
_NAME = re.compile(_WORD)
# Without diacritics "như vậy" speaks of loans (vay), and "đã 3 lần" of project 3 (DA 3).
_DECEPTIVE = re.compile(r"\b(?:vậy|đã(?=\s*\d))", re.IGNORECASE)
# A district is a place only in a list of several: who reports speaks of itself in sentences.
_DISTRICT = r"(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?)"
_BESIDE = re.compile(rf"(?:^\W*|[,;:(])\s*(?:và\s+)?(?:({_BARE})|{_DISTRICT}\s+({_WORD}(?:\s+{_WORD}){{0,3}}))[\s:(]*$")
_DISTRICT_ALONE = re.compile(rf"{_DISTRICT}\s+({_WORD}(?:\s+{_WORD}){{0,3}})")
_ONLY_A_COMMUNE = re.compile(
    rf"[\s,;:(+*–-]*(?:(?:trong do|gom|bao gom|cu the|nhu|tai|o|va|co|(?:phan |chia )?theo(?: tung| cac)? xa)\s*:?\s+)*"
    rf"(?:(?:xa|thi tran|tt\.?|phuong|huyen|thi xa|thanh pho|tp)\s+)?"
    rf"{MASK}[{MASK}'’ -]*[\s:(]*(?:co|con|la|duoc)?\s*"
)
_BRACKETED = re.compile(rf"(?<={MASK})(\s*)\((\s*\d[^()]*)\)")


def commune_alone(text: str) -> str:
    """The commune or district a text names with its kind, and nothing else: "Xã Tân Lâm"; empty for any other text."""
    words = text.strip(" *_:")
    named = _COMMUNE.fullmatch(words) or _DISTRICT_ALONE.fullmatch(words)
    return named[1] if named else ""


def communes_named(text: str) -> list[str]:
    """Every commune named in `text` with its kind, as written and without the kind."""
    return _COMMUNE.findall(text)


def name_before(text: str) -> str:
    """A name without its kind that `text` ends with, as in "(Tân Lâm: 8; Khe Sành: 4)"; empty when there is none."""
    found = _BESIDE.search(text)
    return (found[1] or found[2]) if found else ""


def commune_before(text: str) -> str:
    """The last commune named in the words before a number, as written; empty when there is none."""
    communes = communes_named(text)
    return communes[-1] if communes else name_before(text)


def commune_beside(text: str) -> str:
    """The commune named right before a number; empty when other words stand between."""
    beside = _COMMUNE_BESIDE.search(text)
    return beside[1] if beside else name_before(text)


@lru_cache(maxsize=64)
def fold_words(text: str) -> str:
    """`fold_letters` with every place name and deceptive word masked, position by position."""
    folded = _DECEPTIVE.sub(lambda word: MASK * len(word[0]), text)
    folded = fold_letters(folded)
    for named in _NAMED.finditer(text):
        for name in _NAME.finditer(text, *named.span("names" if named["names"] else "bare")):
            folded = folded[: name.start()] + MASK * len(name[0]) + folded[name.end() :]
    return folded


def open_brackets(folded: str) -> str:
    """Masked text in which "xã Tân Lâm (12 hộ)" stands without its bracket, which only sets the number apart."""
    return _BRACKETED.sub(r"\1 \2,", folded)


def says_only_commune(folded: str) -> bool:
    """Whether the words before a number, as masked text, are nothing but whose it is: "xã Tân Lâm"."""
    return _ONLY_A_COMMUNE.fullmatch(folded) is not None
