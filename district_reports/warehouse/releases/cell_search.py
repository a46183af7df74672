"""Which published number a few words mean: a province, a round, the words of a metric, a project or a year."""

from collections.abc import Mapping, Sequence
from typing import Any

from district_reports.problems import DistrictReportsError
from district_reports.values import fold
from district_reports.warehouse.releases.content import TABLE_BY_NAME
from district_reports.warehouse.releases.province_rounds import NATIONAL, RECAST
from district_reports.warehouse.releases.published import PublishedRelease

Header = Mapping[str, Any]

_DIMENSIONS = ("project", "subproject", "component", "fund_source", "capital_type", "budget_year", "review_year",
               "support_year", "target_year", "policy", "household_group", "dimension", "deprivation", "indicator",
               "breakdown")  # fmt: skip


def find_header(headers: Sequence[Header], words: Sequence[str]) -> Header:
    """The release whose province and round are among the words; a re-cast one only where they say `recast`."""
    asked = {fold(word) for word in words}
    fitting = [
        header
        for header in headers
        if asked & _places(header)
        and fold(header["round"]) in asked
        and (header["area_view"] == RECAST) == (RECAST in asked)
    ]
    if fitting:
        return fitting[-1]
    known = ", ".join(map(_call, headers)) or "nothing yet"
    raise DistrictReportsError(
        "no release of this province and round", place=" ".join(words), remedy=f"published so far: {known}"
    )


def find_cell(release: PublishedRelease, words: Sequence[str]) -> tuple[str, dict[str, Any], str]:
    """Table, row and measure that the words name: each is of the measure's name or a value of the row.

    Where they name no row it is the headline, else the one with the fewest dimensions.
    """
    header = release.header
    named = _places(header) | {fold(header["round"]), header["area_view"]}
    asked = [fold(word) for word in words if fold(word) not in named]
    found = [
        (not row.get("is_headline"), len(measure), len(values), name, row["row_key"], row, measure)
        for name, table in TABLE_BY_NAME.items()
        for row in release.rows(name)
        for values in (_dimension_values(row),)
        for measure in table.measures
        if row[measure] is not None and _fits(asked, measure, values)
    ]
    if not found:
        metrics = ", ".join(measure for table in TABLE_BY_NAME.values() for measure in table.measures)
        raise DistrictReportsError(
            "no published number is called that",
            place=f"{release.release_id}: {' '.join(words)}",
            remedy=f"name one of: {metrics}; with a project code, a policy or a year to pick a row",
        )
    _, _, _, name, _, row, measure = min(found, key=lambda candidate: candidate[:5])
    return name, row, measure


def _fits(asked: Sequence[str], measure: str, values: set[str]) -> bool:
    names = set(measure.split("_"))
    is_named = [set(word.replace("_", " ").split()) <= names for word in asked]
    return any(is_named) and all(named or word in values for word, named in zip(asked, is_named, strict=True))


def _places(header: Header) -> set[str]:
    """The words that stand for what a release is about; for the country also the name of its view."""
    view = {NATIONAL} if header["area_view"] == NATIONAL else set()
    return {fold(header["province_name"]), fold(header["province_code"])} | view


def _call(header: Header) -> str:
    name = f"{header['province_name']} {header['round']}"
    return f"{name} {RECAST}" if header["area_view"] == RECAST else name


def _dimension_values(row: Mapping[str, Any]) -> set[str]:
    return {fold(row[name]) for name in _DIMENSIONS if row.get(name)}
