"""Layouts: what each version of a form says, as data (`layouts/*.yml`). Templates are written from them too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from district_reports import registry
from district_reports.problems import DistrictReportsError
from district_reports.values import fold

_DIRECTORY = Path(__file__).resolve().parent.parent / "layouts"
_ROW_KINDS = ("places", "projects", "entries")
_ROLES = ("value", "label", "order", "measure", "unit", "note")
_YEAR = "{year}"
# A year, or the first and the last of several, as headings are compared: "KHV 2022 - 2023" is "khv 2022 2023".
_YEARS = r"(20\d\d(?:(?: va| den)? 20\d\d)?)"
_ANY_YEAR = re.compile(r"20\d\d")
_UNIT = re.compile(
    r"\s*[(,]\s*(?:đvt|đơn vị tính|đơn vị)?\s*:?\s*"
    r"((?:nghìn |ngàn |triệu |tỷ |tỉ )?(?:đồng|đ)|tr\.?\s?đ|trđ|hộ|khẩu|người|%)\s*\)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    """One column.

    `headings` are all spellings of its own heading, the usual first; of `under`, each group asks for one heading above
    it. `{year}` in a heading stands for a year, which becomes the budget year. `role` is `value` for figures;
    `indicator` and `unit` are what they state, `dims` further columns of `Figure`. `by_measure` gives the indicator
    for each kind of row where several stand for one place. `formula` is what the form prints over the column.
    """

    name: str
    role: str
    headings: tuple[str, ...]
    under: tuple[tuple[str, ...], ...] = ()
    indicator: str = ""
    unit: str = ""
    dims: Mapping[str, str] = field(default_factory=dict)
    by_measure: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = True
    formula: str = ""

    def match(self, heading: str) -> str | None:
        """The year a folded heading names (or empty text), where it is one of this column's; None where it is not."""
        fixed, dated = self._spellings
        if heading in fixed:
            return ""
        named = next((match[1] for pattern in dated if (match := pattern.fullmatch(heading))), None) if dated else None
        return named if named is None else "-".join(_ANY_YEAR.findall(named))

    @cached_property
    def _spellings(self) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
        return _spellings(self.headings)

    def is_under(self, headings: tuple[str, ...]) -> bool:
        """Whether the folded headings above hold one of each group of `under`."""
        return all(any(_is_spelt(group, heading) for heading in headings) for group in self.under)

    def asks_for(self, heading: str) -> bool:
        """Whether a folded heading is one of those that `under` asks for."""
        return any(_is_spelt(group, heading) for group in self.under)


@dataclass(frozen=True)
class Entry:
    """A row that is told by its words: all spellings, and the columns of `Figure` it fixes."""

    name: str
    labels: tuple[str, ...]
    dims: Mapping[str, str]
    indicator: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Layout:
    """One version of a form.

    `titles` are spellings of its title; any of them in a sheet's first rows recognises it. `basis` says where the
    layout comes from. `row_kind`: `places` (communes, blocks, total), `projects` (the programme's tree) or `entries`.
    `measures`: folded label of a paired row → unit or group; `measure_labels`: each of those → its usual label, as
    printed. `refusal` is why a form is not read, in Vietnamese and English. `is_for_reports`: a small table as reports
    carry them; it is read, and there is no template of it. `is_told_by_title`: headings alone do not say what it is; a
    text above must hold one of `titles` and none of `not_titled`.
    """

    form: str
    version: int
    sheet_name: str
    titles: tuple[str, ...]
    title_en: str
    basis: str
    subject: str
    row_kind: str = "places"
    columns: tuple[Column, ...] = ()
    entries: tuple[Entry, ...] = ()
    totals: tuple[str, ...] = ()
    measures: Mapping[str, str] = field(default_factory=dict)
    measure_labels: Mapping[str, str] = field(default_factory=dict)
    dims: Mapping[str, str] = field(default_factory=dict)
    refusal: tuple[str, str] | None = None
    is_ignored: bool = False
    is_for_reports: bool = False
    is_told_by_title: bool = False
    not_titled: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The usual title, as printed."""
        return self.titles[0]

    @cached_property
    def title_keys(self) -> tuple[str, ...]:
        """All spellings of the title as titles are compared: folded, between spaces."""
        return tuple(f" {fold(one)} " for one in self.titles)

    @property
    def code(self) -> str:
        """`household_review_1_v1`, as the file is called."""
        return f"{self.form}_v{self.version}"

    def columns_of(self, role: str) -> tuple[Column, ...]:
        """The columns with a role, in order."""
        return tuple(column for column in self.columns if column.role == role)


_UNTIL = re.compile(
    r"[\s,(]*(?:tính |lũy kế )?đến\s+(?:hết\s+)?(?:ngày\s+)?\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]\s*\d{4}\s*\)?",
    re.IGNORECASE,
)


@lru_cache(1 << 14)
def split_heading(text: str) -> tuple[str, str]:
    """The key a heading is compared by, and the unit it ends with: "Kế hoạch vốn (triệu đồng)".

    The day money is counted to ("Đã giải ngân đến 30/6/2024") is not part of the key.
    """
    text = _UNTIL.sub(" ", text).strip()
    unit = _UNIT.search(text)
    # A sign that tells columns apart stays as a word.
    return fold((text[: unit.start()] if unit else text).replace("%", " phan tram ")), unit[1] if unit else ""


@cache
def load_layouts() -> dict[str, Layout]:
    """All layouts by code. Raises DistrictReportsError naming the file that is not well formed."""
    defaults = _load(_DIRECTORY / "defaults.yml")
    layouts = [_parse(path, _load(path), defaults) for path in sorted(_DIRECTORY.glob("*_v*.yml"))]
    return {layout.code: layout for layout in layouts}


def _load(path: Path) -> dict[str, Any]:
    # Python's own parser takes longer over the forms than a large workbook takes to read.
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def find_layout(form: str, version: int | None = None) -> Layout:
    """The layout of a form, the newest version unless one is named; raises DistrictReportsError for an unknown one."""
    found = [one for one in load_layouts().values() if one.form == form and version in (None, one.version)]
    if not found:
        known = ", ".join(sorted({one.form for one in load_layouts().values()}))
        raise DistrictReportsError(f"no form is called {form!r}", remedy=f"choose one of: {known}")
    return max(found, key=lambda one: one.version)


def _parse(path: Path, entry: dict[str, Any], defaults: dict[str, Any]) -> Layout:
    try:
        shared = {**defaults["columns"]}
        columns = tuple(_parse_column(name, shared.get(name, {}) | (given or {}))
                        for name, given in entry.pop("columns", {}).items())  # fmt: skip
        entries = tuple(_parse_entry(name, given) for name, given in entry.pop("entries", {}).items())
        refusal, measures = entry.pop("refusal", None), entry.pop("measures", {})
        layout = Layout(
            titles=tuple(entry.pop("titles")), columns=columns, entries=entries,
            totals=tuple(map(fold, [*defaults["totals"], *entry.pop("totals", [])])),
            measures={fold(label): counted for label, counted in measures.items()},
            measure_labels={counted: label for label, counted in reversed(measures.items())},
            refusal=(refusal["vi"], refusal["en"]) if refusal else None, not_titled=tuple(entry.pop("not_titled", ())),
            **entry,
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise _refuse(path, f"lacks or misspells {error}") from error
    _check(path, layout)
    return layout


def _parse_column(name: str, entry: Mapping[str, Any]) -> Column:
    known = {**entry}
    headings, groups = tuple(known.pop("headings", ())), known.pop("under", ())
    under = tuple(tuple(group) if isinstance(group, list) else (group,) for group in groups)
    return Column(name, known.pop("role", "value"), headings, under, **known)


def _parse_entry(name: str, entry: Mapping[str, Any]) -> Entry:
    known = {**entry}
    return Entry(name, tuple(known.pop("labels")), known.pop("dims", {}), **known)


def _check(path: Path, layout: Layout) -> None:
    if path.stem != layout.code:
        raise _refuse(path, f"holds {layout.code}")
    if layout.row_kind not in _ROW_KINDS:
        raise _refuse(path, f"has rows of unknown kind {layout.row_kind!r}")
    for column in layout.columns:
        if column.role not in _ROLES or not column.headings:
            raise _refuse(path, f"gives column {column.name!r} no known role or no heading")
    named = [one.indicator for one in layout.columns] + [one.indicator for one in layout.entries]
    named += [name for column in layout.columns for name in column.by_measure.values()]
    for indicator in filter(None, named):
        registry.indicator(indicator)


def _refuse(path: Path, what: str) -> DistrictReportsError:
    return DistrictReportsError(f"the layout {what}", place=path.name, remedy="see docs/layouts.md")


def _is_spelt(headings: tuple[str, ...], heading: str) -> bool:
    fixed, dated = _spellings(headings)
    return heading in fixed or any(pattern.fullmatch(heading) for pattern in dated)


@cache
def _spellings(headings: tuple[str, ...]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The keys of headings: those that are always the same, and patterns of those that name a year."""
    keys = [split_heading(one.replace(_YEAR, "yyyyyy"))[0] for one in headings]
    dated = (re.escape(key).replace("yyyyyy", _YEARS) for key in keys if "yyyyyy" in key)
    return frozenset(key for key in keys if "yyyyyy" not in key), tuple(map(re.compile, dated))
