"""Which published number a few words mean: a province, a round, the words of a metric, a project or a year."""

from collections.abc import Mapping, Sequence
from typing import Any

from district_reports.problems import DistrictReportsError
from district_reports.values import fold
from district_reports.warehouse.published import PublishedRelease
from district_reports.warehouse.release_content import TABLE_BY_NAME

Header = Mapping[str, Any]
_RECAST = "recast"


def find_header(headers: Sequence[Header], words: Sequence[str]) -> Header:
    """The release whose province and round are among the words; a re-cast one only where they say `recast`."""
    asked = {fold(word) for word in words}
    fitting = [
        header
        for header in headers
        if asked & {fold(header["province_name"]), fold(header["province_code"])}
        and fold(header["round"]) in asked
        and (header["area_view"] == _RECAST) == (_RECAST in asked)
    ]
    if fitting:
        return fitting[-1]
    known = ", ".join(map(_call, headers)) or "nothing yet"
    raise DistrictReportsError(
        "no release of this province and round", place=" ".join(words), remedy=f"published so far: {known}"
    )


def find_cell(release: PublishedRelease, words: Sequence[str]) -> tuple[str, dict[str, Any], str]:
    """Table, row and measure that the words name; the headline where they name no row."""
    named = {fold(release.header[name]) for name in ("province_name", "province_code", "round", "area_view")}
    words = [word for word in words if fold(word) not in named]
    dimensions = {fold(v) for name in TABLE_BY_NAME for row in release.rows(name) for v in _dimension_values(row)}
    wanted_values = {fold(word) for word in words if fold(word) in dimensions}
    wanted_words = [part for word in words if fold(word) not in wanted_values for part in fold(word).split()]
    found = []
    for name, table in TABLE_BY_NAME.items():
        for measure in table.measures:
            if not wanted_words or not set(wanted_words) <= set(measure.split("_")):
                continue
            found += [
                (not row.get("is_headline"), len(measure), name, row["row_key"], row, measure)
                for row in release.rows(name)
                if row[measure] is not None and wanted_values <= {fold(value) for value in _dimension_values(row)}
            ]
    if not found:
        metrics = ", ".join(measure for table in TABLE_BY_NAME.values() for measure in table.measures)
        raise DistrictReportsError(
            "no published number is called that",
            place=f"{release.release_id}: {' '.join(words)}",
            remedy=f"name one of: {metrics}; with a project code or a year to pick a row",
        )
    _, _, name, _, row, measure = min(found, key=lambda candidate: candidate[:4])
    return name, row, measure


def _call(header: Header) -> str:
    name = f"{header['province_name']} {header['round']}"
    return f"{name} {_RECAST}" if header["area_view"] == _RECAST else name


def _dimension_values(row: Mapping[str, Any]) -> list[str]:
    names = ("project", "subproject", "component", "fund_source", "capital_type", "budget_year", "review_year",
             "target_year", "indicator", "breakdown")  # fmt: skip
    return [row[name] for name in names if row.get(name)]
