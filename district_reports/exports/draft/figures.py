"""The figures of a written summary: fields whose footnotes tell the source, and words where there is no figure."""

from collections.abc import Mapping, Sequence
from typing import Any

from district_reports.exports.coverage import Coverage, coverage_of
from district_reports.exports.draft.word_document import Field
from district_reports.exports.labels import label
from district_reports.exports.numbers import (
    decimals_needed,
    format_number,
    format_reported,
    format_with_unit,
    unit_label,
    usual_decimals,
)  # fmt: skip
from district_reports.exports.source_notes import differs_from_reported, document_label, quote_of
from district_reports.exports.unit_numbers import UnitLine, spread_of
from district_reports.warehouse.releases.content import TABLE_BY_NAME, unit_of
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import TracedNumber, Tracer
from district_reports.wording import place_label

Row = Mapping[str, Any]
Part = str | Field

# An unknown is said, and never written as 0.
UNKNOWN = "chưa có số liệu"
# Of a unit that tells what is one number to us in several, such as a rate by age.
SEVERAL = "báo cáo nêu bằng nhiều số, không gộp thành một"
NOT_APPLICABLE = "không thuộc đối tượng"
# A footnote that quotes more reports than this is longer than the text: the workbook has them all.
_MOST_QUOTED = 3


class SummaryFigures:
    """Makes the fields of one release."""

    def __init__(self, release: PublishedRelease) -> None:
        self.tracer = Tracer(release)
        self._release = release

    def figure(self, table_name: str, row: Row | None, measure: str, decimals: int | None = None) -> Part:
        """A number with its unit and its source; words where nothing is stated or the unit is not concerned.

        Money is told as in reports, with three decimals of a million at most: the footnote has all of them then.
        """
        if row is None:
            return UNKNOWN
        traced = self.tracer.trace(table_name, row["row_key"], measure)
        if traced.is_not_applicable:
            return NOT_APPLICABLE
        if spread := spread_of(self.tracer, table_name, row, measure):
            told = f"{spread.text(decimals)} {unit_label(traced.unit)}".rstrip()
            return Field(told, label("measures", measure), _key(traced, ""), self._source(spread.source, row))
        if traced.value is None:
            return UNKNOWN
        places = usual_decimals([traced.value], traced.unit) if decimals is None else decimals
        told, whole = format_with_unit(traced.value, traced.unit, places), format_with_unit(traced.value, traced.unit)
        is_rounded = places < decimals_needed([traced.value], traced.unit)
        source = f"Số đầy đủ: {whole}. {self._source(traced, row)}" if is_rounded else self._source(traced, row)
        return Field(told, label("measures", measure), _key(traced, ""), source)

    def told(self, table_name: str, row: Row, worded: Sequence[tuple[str, str]]) -> list[Part]:
        """Numbers of a row in a sentence, each after its words, with the units that they are of.

        `worded` are words and measure. Units are told once where all numbers are of as many, else after each number;
        not at all where every unit states them.
        """
        coverages = [coverage_of(self.tracer, table_name, row, measure) for _, measure in worded]
        known = [coverage for coverage in coverages if coverage]
        are_alike = len({coverage.stating for coverage in known}) == 1 and not any(one.explanation for one in known)
        decimals = self._common_decimals(table_name, row, [measure for _, measure in worded])
        parts: list[Part] = []
        for (words, measure), coverage in zip(worded, coverages, strict=True):
            parts += [words, self.figure(table_name, row, measure, decimals.get(measure))]
            parts += [] if are_alike or coverage is None else [_of_units(coverage)]
        if are_alike and known[0].stating != known[0].expected:
            parts.append(f" (số của {known[0].counted})")
        return [part for part in parts if part]

    def is_known(self, table_name: str, row: Row, measure: str) -> bool:
        """Whether there is a number, or units' numbers that are not added up."""
        return row[measure] is not None or spread_of(self.tracer, table_name, row, measure) is not None

    def count(self, table_name: str, row: Row, measure: str) -> str:
        """Of how many units a number is, for a cell of a table."""
        coverage = coverage_of(self.tracer, table_name, row, measure)
        return coverage.fraction if coverage else ""

    def _common_decimals(self, table_name: str, row: Row, measures: Sequence[str]) -> dict[str, int]:
        """As many decimals for all numbers of one unit in a sentence as the most exact of them needs."""
        table, needed = TABLE_BY_NAME[table_name], dict[str, int]()
        units = {measure: unit_of(table, measure, row) for measure in measures}
        for measure in measures:
            spread = spread_of(self.tracer, table_name, row, measure)
            # Rates that units print have no more decimals than are printed.
            values, unit = (spread.values, "") if spread else ((row[measure],), units[measure])
            needed[units[measure]] = max(usual_decimals(values, unit), needed.get(units[measure], 0))
        return {measure: needed[units[measure]] for measure in measures}

    def unit_figure(self, table_name: str, row: Row, measure: str, line: UnitLine, decimals: int) -> Part:
        """What one unit states, or its own rate, without unit of measurement and footnote: for a cell of a table."""
        if line.is_not_applicable(measure):
            return NOT_APPLICABLE
        traced = self.tracer.trace(table_name, row["row_key"], measure)
        value = line.rate(measure, row) if traced.parts else line.value(measure)
        if value is None:
            return UNKNOWN
        title = f"{label('measures', measure)}, {line.name}"
        return Field(format_number(value, traced.unit, decimals), title, _key(traced, line.code))

    def bare_figure(self, table_name: str, row: Row, measure: str, decimals: int) -> Part:
        """The province's number without unit of measurement and footnote: for a cell of a table."""
        traced = self.tracer.trace(table_name, row["row_key"], measure)
        if traced.value is None:
            return UNKNOWN
        return Field(format_number(traced.value, traced.unit, decimals), label("measures", measure), _key(traced, ""))

    def _source(self, traced: TracedNumber, row: Row) -> str:
        if traced.parts:
            return self._ratio_source(traced, row)
        if len(traced.units) > _MOST_QUOTED:
            listed = "; ".join(f"{unit.name} {format_number(unit.value, traced.unit)}" for unit in traced.units)
            made = "Cộng số" if traced.value is not None else "Mức thấp nhất và cao nhất, không cộng,"
            whole = f"{made} của {len(traced.units)} đơn vị ({unit_label(traced.unit)}): {listed}. "
            return f"{whole}Câu, ô và tệp của từng số: {self._release.release_id}.xlsx, trang “Nguồn số liệu”."
        quotes = [
            f"{unit.name}: “{quote_of(figure, traced.unit)}” ({_cite(submission.submission, figure['locator'] or '')})"
            for unit in traced.units
            for submission in unit.submissions
            for figure in submission.figures
        ]
        return f"{'; '.join(quotes)}." if quotes else "Số tính từ các số khác của đợt công bố."

    def _ratio_source(self, traced: TracedNumber, row: Row) -> str:
        part, whole = (
            f"{label('measures', side.measure).lower()} {format_with_unit(side.value, side.unit)}"
            for side in traced.parts
        )
        verb = ("So sánh", "với") if traced.factor is None else ("Tính lại:", "chia")
        told = f"{verb[0]} {part} {verb[1]} {whole}, của {len(traced.parts[0].units)} đơn vị nêu cả hai số."
        if differs_from_reported(row, traced.measure):
            told += f" Báo cáo ghi {format_reported(row[f'reported_{traced.measure}'], traced.unit)} %."
        return told


def _of_units(coverage: Coverage) -> str:
    """Of which units the number before is: ` (của 3 trên 12 đơn vị)`; nothing where it is of all."""
    if coverage.explanation:
        both = f"{coverage.counted} nêu cả hai số"
        return f" (của {both}: {coverage.quotient})" if coverage.quotient else f" (của {both}, tính riêng ở từng tỉnh)"
    return "" if coverage.stating == coverage.expected else f" (của {coverage.counted})"


def _cite(submission: Mapping[str, Any], locator: str) -> str:
    return ", ".join(part for part in (document_label(submission), place_label(locator)) if part)


def _key(traced: TracedNumber, unit_code: str) -> str:
    """Release, table, row, measure and unit: what a machine needs to find the number again."""
    return f"{traced.release_id};{traced.table_name};{traced.row_key};{traced.measure};{unit_code}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: `A, B và C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"
