"""What each row of a table is about: the unit's total, a commune, a block, a project, a target, a policy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from district_reports.readers.layouts import Entry, Layout
from district_reports.registry import communes_of, find_areas, project_names
from district_reports.values import fold

_MARKS = re.compile(
    r"^(?:[-+*•–]\s*|(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+|trong đó\s*:?\s*)+", re.IGNORECASE
)
# The same communes stand in every form of a review: each is looked up once.
_LABELS = 1 << 14
_BLOCKS = {"khu vuc thanh thi": "urban", "thanh thi": "urban", "khu vuc nong thon": "rural", "nong thon": "rural"}
_BLOCK_MARK = re.compile(r"^[ivx]{1,3}\s+(?=khu vuc|thanh thi|nong thon)")
# "Cộng 5 xã", "Tổng cộng 12 xã, thị trấn", "Cộng (3 xã)".
_SUM_OF_SOME = re.compile(r"(?:tong )?(?:cong|so) (\d{1,2}) (?:xa|thi tran|phuong|don vi)(?: (?:xa|thi tran|phuong))*")
SOME_PLACES = "several_communes"
"""The breakdown of what is told of some communes of a unit together."""
_VILLAGE = re.compile(
    r"(?:thôn|bản|buôn|làng|xóm|ấp|khóm|sóc|plei|tổ dân phố|khu phố|tổ \d|khu \d)(?:\s|$)", re.IGNORECASE
)
# "TT. Văn Quan", "2. P Tam Thanh": types of places as they are shortened.
_SHORT_TYPE = re.compile(r"(?:[-+*•–]\s*|\d{1,2}(?:\.\d{1,2})*[.)]?\s+)*(T\.?Tr?|TP|TX|ĐK|P|X|H|Q)(?:\.\s*|\s+)(?=\w)")
_COMMUNE_TYPES = {"TT": "Thị trấn", "TTR": "Thị trấn", "P": "Phường", "X": "Xã", "ĐK": "Đặc khu"}
_DISTRICT_TYPES = {"H": "Huyện", "Q": "Quận", "TX": "Thị xã", "TP": "Thành phố"}
# What a row is numbered by, outermost first: "A", "I", "1", "1.1"; in its own column or before its label.
_ORDER = re.compile(r"(?:(?P<roman>[IVX]{1,4})|(?P<letter>[A-HĐ])|(?P<number>\d{1,2}(?:\.\d{1,2})*))(?=[.)/:\s]|$)")
_LETTER, _ROMAN, _NUMBER, _DEEPEST = 0, 1, 2, 99
_PROJECT = re.compile(r"(?:du an|da)\s*(?:so\s*)?(\d)(?!\d)")
# "Dự án 3 - Tiểu dự án 2", "DA3.TDA2".
_PART_OF_PROJECT = re.compile(rf"{_PROJECT.pattern}\s*(?:tieu du an|tda)\s*(?:so\s*)?(\d)(?!\d)")
_SUBPROJECT = re.compile(
    r"(?:tieu du an|tda)\s*(?:so\s*)?(\d)(?!\d)(?:\s*(?:cua|thuoc)?\s*(?:du an|da)\s*(?:so\s*)?(\d)(?!\d))?"
)


@dataclass(frozen=True)
class Meaning:
    """What a row says before its numbers do: its label as printed, its place, and further columns of `Figure`."""

    label: str
    dims: Mapping[str, str] = field(default_factory=dict)
    entry: Entry | None = None
    place: str = ""
    is_unit_total: bool = False

    @cached_property
    def kind(self) -> tuple[tuple[tuple[str, str], ...], str]:
        """What its columns state depends on this: the further columns, and the entry."""
        return tuple(self.dims.items()), self.entry.name if self.entry else ""


def find_entries(layout: Layout) -> dict[str, Entry]:
    """The entries of a form by `label_key`."""
    return {fold(label): entry for entry in reversed(layout.entries) for label in entry.labels}


def label_key(text: str) -> str:
    """What a label is compared by: without the marks it starts with."""
    return _keys_of(text)[0]


class RowReader:
    """Reads the labels of one table from the top down, remembering what later rows belong to.

    `within` is the unit whose communes rows may be, `project` the one whose sub-projects they are.
    """

    def __init__(self, layout: Layout, within: str | None = None, project: str = "") -> None:
        self.layout, self.within, self.whole = layout, within, {"project": project} if project else {}
        self.project: dict[str, str] = self.whole
        self.divided_by: frozenset[str] | None = None
        self.rank: int | None = None
        self.group: tuple[int, Mapping[str, str]] | None = None
        self.is_listed = False
        self.above: Meaning | None = None
        self.totals = frozenset(layout.totals)
        self.entries = find_entries(layout)

    def read(self, label: str, order: str = "", measure: str = "") -> Meaning | None:
        """The meaning of the next row; None where its label is not one the form knows."""
        text = label or ("" if re.fullmatch(r"[\d.]*|[IVX]+", order) else order)
        if not text and fold(measure) in self.layout.measures:
            return self.above  # the second of two rows of one place
        if not text:
            return None
        if self.layout.row_kind == "places":
            self.above = _read_place(text, self.totals, self.within)
        else:
            self.above = self._read_text(text, order)
        return self.above

    def _read_text(self, text: str, order: str) -> Meaning | None:
        key, whole = _keys_of(text)
        if key in self.totals or whole in self.totals:
            self.project, self.divided_by, self.rank, self.group = self.whole, None, None, None
            return Meaning(text, is_unit_total=True)
        if self.layout.row_kind == "projects":
            return self._read_project(text, key, _rank_of(order or text))
        entry = self.entries.get(key)
        return Meaning(text, entry.dims, entry) if entry else None

    def _read_project(self, text: str, key: str, rank: int | None) -> Meaning | None:
        code = self._find_project(key)
        if code is not None:
            project, _, subproject = code.partition(".")
            self.project = {"project": project} | ({"subproject": code} if subproject else {})
            self.divided_by = None
            if self.group and not self._is_in_group(rank):
                self.group = None
            self.rank = self.rank if subproject and self.rank is not None else rank
            return Meaning(text, {**self.project, **(self.group[1] if self.group else {})})
        entry = self.entries.get(key)
        return self._read_part(text, entry, rank) if entry else None

    def _is_in_group(self, rank: int | None) -> bool:
        """Whether a project is of the type or source numbered above it: numbered lower, or not at all.

        Without a number it is not where types stood in a row: those only divide the whole.
        """
        if rank is not None and self.group:
            return rank > self.group[0]
        return not self.is_listed

    def _read_part(self, text: str, entry: Entry, rank: int | None) -> Meaning | None:
        """A part of the project above, or, numbered as high as it, a part of the whole with projects of its own."""
        is_division = entry.dims.keys() <= {"capital_type", "fund_source"}
        unnumbered = _ROMAN if self.project != self.whole else _DEEPEST
        if is_division and rank is not None and rank <= (unnumbered if self.rank is None else self.rank):
            self.project, self.rank, self.divided_by, self.group = self.whole, None, None, (rank, entry.dims)
            self.is_listed = self.above is not None and self.above.entry is not None
            return Meaning(text, {**self.project, **entry.dims}, entry)
        group = self.group[1] if self.group else {}
        if self.divided_by not in (None, frozenset(entry.dims)) or group.keys() & entry.dims.keys():
            # Parts by source after parts by type: nothing tells whether they cut the whole or the last part.
            return None
        self.divided_by = frozenset(entry.dims)
        return Meaning(text, {**self.project, **group, **entry.dims}, entry)

    def _find_project(self, key: str) -> str | None:
        names = project_names()
        if match := _SUBPROJECT.match(key):
            parent = f"DA{match[2]}" if match[2] else self.project.get("project", "")
            code = f"{parent}.TDA{match[1]}"
        elif match := _PART_OF_PROJECT.match(key):
            code = f"DA{match[1]}.TDA{match[2]}"
        elif match := _PROJECT.match(key):
            code = f"DA{match[1]}"
        else:
            code = next((code for code, one in names.items() if fold(one.name_vi) == key), "")
        return code if code in names else None


@lru_cache(_LABELS)
def _rank_of(text: str) -> int | None:
    """How high a row is numbered: less is higher; None for a row without a number."""
    found = _ORDER.match(text.strip())
    if found is None:
        return None
    return _LETTER if found["letter"] else _ROMAN if found["roman"] else _NUMBER + found["number"].count(".")


@lru_cache(_LABELS)
def _keys_of(text: str) -> tuple[str, str]:
    """What a label is compared by: without the marks it starts with, and whole."""
    whole = fold(text)
    return fold(_MARKS.sub("", text)) or whole, whole


@lru_cache(_LABELS)
def _read_place(text: str, totals: frozenset[str], within: str | None) -> Meaning | None:
    key, whole = _keys_of(text)
    if key in totals or whole in totals:
        return Meaning(text, is_unit_total=True)
    if block := _BLOCKS.get(_BLOCK_MARK.sub("", key)):
        return Meaning(text, {"breakdown": block})
    if some := _SUM_OF_SOME.fullmatch(key):
        is_whole = within is not None and int(some[1]) == len(communes_of(within))
        return Meaning(text, is_unit_total=True) if is_whole else Meaning(text, {"breakdown": SOME_PLACES})
    if named := _read_short_type(text, within):
        return named
    name = _MARKS.sub("", text) or text
    if re.match(r"(?:huyen|thi xa|thanh pho|quan|tp)\s", key) and find_areas(name, level="district"):
        return Meaning(text, is_unit_total=True)
    if _VILLAGE.match(name) or find_areas(name, level="commune", within=within):
        return Meaning(text, place=name)
    return None


def _read_short_type(text: str, within: str | None) -> Meaning | None:
    """A place whose type is shortened before its name; None where there is no place of that type and name."""
    found = _SHORT_TYPE.match(text)
    if found is None:
        return None
    short, name = found[1].replace(".", "").upper(), text[found.end() :]
    commune, district = (
        f"{types[short]} {name}" if short in types else "" for types in (_COMMUNE_TYPES, _DISTRICT_TYPES)
    )
    if district and find_areas(district, level="district"):
        return Meaning(text, is_unit_total=True)
    return Meaning(text, place=commune) if commune and find_areas(commune, level="commune", within=within) else None
