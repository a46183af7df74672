"""The figures of a written summary: fields whose footnotes tell the source, and words where there is no figure."""

from collections.abc import Mapping, Sequence
from typing import Any

from district_reports.exports.draft.word_document import Field
from district_reports.exports.labels import label
from district_reports.exports.numbers import format_number, format_reported, format_with_unit, unit_label
from district_reports.exports.source_notes import differs_from_reported, document_label, quote_of
from district_reports.exports.unit_numbers import UnitLine
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import TracedNumber, Tracer
from district_reports.wording import place_label

Row = Mapping[str, Any]
Part = str | Field

# An unknown is said, and never written as 0.
UNKNOWN = "chưa có số liệu"
NOT_APPLICABLE = "không thuộc đối tượng"
# A footnote that quotes more reports than this is longer than the text: the workbook has them all.
_MOST_QUOTED = 3


class SummaryFigures:
    """Makes the fields of one release."""

    def __init__(self, release: PublishedRelease) -> None:
        self.tracer = Tracer(release)
        self._release = release

    def figure(self, table_name: str, row: Row | None, measure: str) -> Part:
        """A number with its unit and its source; words where nothing is stated or the unit is not concerned."""
        if row is None:
            return UNKNOWN
        traced = self.tracer.trace(table_name, row["row_key"], measure)
        if traced.is_not_applicable:
            return NOT_APPLICABLE
        if traced.value is None:
            return UNKNOWN
        return Field(
            format_with_unit(traced.value, traced.unit),
            label("measures", measure),
            _key(traced, ""),
            self._source(traced, row),
        )

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
            whole = f"Cộng số của {len(traced.units)} đơn vị ({unit_label(traced.unit)}): {listed}. "
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


def _cite(submission: Mapping[str, Any], locator: str) -> str:
    return ", ".join(part for part in (document_label(submission), place_label(locator)) if part)


def _key(traced: TracedNumber, unit_code: str) -> str:
    """Release, table, row, measure and unit: what a machine needs to find the number again."""
    return f"{traced.release_id};{traced.table_name};{traced.row_key};{traced.measure};{unit_code}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: `A, B và C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"
