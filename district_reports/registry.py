"""Areas, programme and indicators: the reviewed seeds of `dbt_project/seeds`, read once, without a database.

Nothing else in Python reads these files. Areas are dated: a code means nothing without its list.
"""

import csv
import os
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from district_reports.problems import DistrictReportsError
from district_reports.values import fold, normalise

AREA_LISTS = ("before_2025_07", "from_2025_07")
REFORM_DATE = date(2025, 7, 1)
_EARLY_TONES = {
    late: early
    for lates, earlies in (("oà oá oả oã oạ", "òa óa ỏa õa ọa"), ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
                           ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"))
    for late, early in zip(lates.split(), earlies.split(), strict=True)
}  # fmt: skip
# Only at the end of a syllable, and not after q, whose u is part of the consonant.
_LATE_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_EARLY_TONES)})(?!\w)")


@dataclass(frozen=True)
class Area:
    """A province, district or commune of one list; keyed by (`area_list`, `code`).

    `parent_code` is empty for a province. `valid_from_date` and `valid_to_date` are None where the lists do not tell
    the day; `validity` says why: `until_reform`, `ended_earlier_day_unknown` or `current`.
    """

    area_list: str
    level: str
    code: str
    name: str
    name_with_type: str
    parent_code: str
    province_code: str
    valid_from_date: date | None
    valid_to_date: date | None
    validity: str


@dataclass(frozen=True)
class Project:
    """A project (`DA3`) or sub-project (`DA3.TDA1`); `capital_types_seen` is empty where no source tells."""

    code: str
    level: str
    parent_code: str
    name_vi: str
    name_en: str
    capital_types_seen: tuple[str, ...]
    not_applicable_when: str


@dataclass(frozen=True)
class Indicator:
    """What a figure can be about; `units` are all units it may come in, the usual one first."""

    name: str
    label_vi: str
    label_en: str
    units: tuple[str, ...]
    direction: str
    subject: str


def seeds_directory() -> Path:
    """Where the seeds are: beside the package in a checkout, inside it when installed as a wheel."""
    package = Path(__file__).resolve().parent
    for candidate in (package.parent / "dbt_project" / "seeds", package / "dbt_project" / "seeds"):
        if candidate.is_dir():
            return candidate
    raise DistrictReportsError("the seeds are missing", place=os.fspath(package.parent), remedy="run from a checkout")


def find_areas(
    name: str, level: str | None = None, area_list: str | None = None, within: str | None = None
) -> tuple[Area, ...]:
    """Areas called `name`: by exact name, else by alias, by folded name, by its letters alone; empty when none is.

    `within` is the code of a province or district that must hold the area. Names repeat across the country, so more
    than one answer is normal without it. `name` may carry its type ("huyện …").
    """
    by_name = _areas_by_name()
    spelling, folded = _spelling(name), fold(name)
    for key in (("exact", spelling), ("alias", spelling), ("folded", folded), ("joined", folded.replace(" ", ""))):
        found = tuple(area for area in by_name.get(key, ()) if _is_wanted(area, level, area_list, within))
        if found:
            return found
    return ()


def area(code: str, area_list: str) -> Area:
    """The area with this code in this list; raises DistrictReportsError when there is none."""
    try:
        return _areas_by_code()[area_list, code]
    except KeyError:
        raise DistrictReportsError(
            f"no area has code {code!r} in list {area_list!r}", remedy="see dbt_project/seeds/areas_*.csv"
        ) from None


def provinces(area_list: str = AREA_LISTS[0]) -> tuple[Area, ...]:
    """All provinces of a list, by code."""
    return tuple(area for area in _areas() if area.level == "province" and area.area_list == area_list)


def kindred_provinces(province: Area) -> tuple[Area, ...]:
    """The provinces of the other list that this one was made of, or went into; by code."""
    pairs = (
        ((row["old_area_list"], row["old_code"]), (row["new_area_list"], row["new_code"]))
        for row in _read_seed("area_successions.csv")
        if row["old_level"] == "province"
    )
    own = (province.area_list, province.code)
    kindred = {old if new == own else new for old, new in pairs if own in (old, new)}
    return tuple(area(code, area_list) for area_list, code in sorted(kindred))


def districts_of(province_code: str) -> tuple[Area, ...]:
    """The districts a province had until 30 June 2025, by code."""
    return _areas_by_parent().get((AREA_LISTS[0], "district", province_code), ())


def communes_of(parent_code: str, area_list: str = AREA_LISTS[0]) -> tuple[Area, ...]:
    """The communes of a district (before July 2025) or of a province (since), by code."""
    return _areas_by_parent().get((area_list, "commune", parent_code), ())


def reporting_units(province_code: str, area_list: str) -> tuple[Area, ...]:
    """Who reports for a province: its districts before July 2025, its communes since."""
    if area_list == AREA_LISTS[0]:
        return districts_of(province_code)
    return communes_of(province_code, area_list)


def area_list_on(day: date) -> str:
    """The list in force on a day."""
    return AREA_LISTS[0] if day < REFORM_DATE else AREA_LISTS[1]


@cache
def project_names() -> dict[str, Project]:
    """The 7 projects and 11 sub-projects, by code."""
    return {
        row["code"]: Project(
            code=row["code"], level=row["level"], parent_code=row["parent_code"],
            name_vi=row["name_vi"], name_en=row["name_en"], capital_types_seen=_listed(row["capital_types_seen"]),
            not_applicable_when=row["not_applicable_when"],
        )
        for row in _read_seed("programme_projects.csv")
    }  # fmt: skip


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators, by name."""
    return {
        row["indicator"]: Indicator(
            name=row["indicator"], label_vi=row["label_vi"], label_en=row["label_en"],
            units=_listed(row["unit"]), direction=row["direction"], subject=row["subject"],
        )
        for row in _read_seed("indicators.csv")
    }  # fmt: skip


def indicator(name: str) -> Indicator:
    """The indicator called `name`; raises DistrictReportsError when the registry has none."""
    try:
        return indicators()[name]
    except KeyError:
        raise DistrictReportsError(
            f"the registry has no indicator {name!r}", remedy="add a line to dbt_project/seeds/indicators.csv"
        ) from None


def _is_wanted(area: Area, level: str | None, area_list: str | None, within: str | None) -> bool:
    return (
        (level is None or area.level == level)
        and (area_list is None or area.area_list == area_list)
        and (within is None or within in (area.parent_code, area.province_code))
    )


@cache
def _areas() -> tuple[Area, ...]:
    rows = (row for area_list in AREA_LISTS for row in _read_seed(f"areas_{area_list}.csv"))
    return tuple(
        Area(
            area_list=row["area_list"], level=row["level"], code=row["code"],
            name=row["name"], name_with_type=row["name_with_type"],
            parent_code=row["parent_code"], province_code=row["province_code"],
            valid_from_date=_day(row["valid_from_date"]), valid_to_date=_day(row["valid_to_date"]),
            validity=row["validity"],
        )
        for row in rows
    )  # fmt: skip


@cache
def _areas_by_code() -> dict[tuple[str, str], Area]:
    return {(area.area_list, area.code): area for area in _areas()}


@cache
def _areas_by_parent() -> dict[tuple[str, str, str], tuple[Area, ...]]:
    found: dict[tuple[str, str, str], list[Area]] = {}
    for area in _areas():
        found.setdefault((area.area_list, area.level, area.parent_code or ""), []).append(area)
    return {key: tuple(areas) for key, areas in found.items()}


@cache
def _areas_by_name() -> dict[tuple[str, str], tuple[Area, ...]]:
    found: dict[tuple[str, str], dict[Area, None]] = {}
    for one in _areas():
        for name in (one.name, one.name_with_type):
            found.setdefault(("exact", _spelling(name)), {})[one] = None
            found.setdefault(("folded", fold(name)), {})[one] = None
            found.setdefault(("joined", fold(name).replace(" ", "")), {})[one] = None
    for row in _read_seed("area_aliases.csv"):
        one = area(row["code"], row["area_list"])
        area_type = one.name_with_type.removesuffix(one.name).strip()
        for alias in (row["alias"], f"{area_type} {row['alias']}"):
            found.setdefault(("alias", _spelling(alias)), {})[one] = None
            found.setdefault(("folded", fold(alias)), {})[one] = None
    return {key: tuple(areas) for key, areas in found.items()}


def _spelling(name: str) -> str:
    """The name in lower case, each tone mark on the vowel where the newer lists put it ("hoà" → "hòa")."""
    return _LATE_TONE.sub(lambda match: _EARLY_TONES[match[0]], normalise(" ".join(name.split())).lower())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _read_seed(name: str) -> list[dict[str, str]]:
    with (seeds_directory() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
