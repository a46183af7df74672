"""Numbers that carry their source: each becomes text, and a note that tells where it was read or how it was made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from district_reports.exports.coverage import Coverage, coverage_of, is_exact
from district_reports.exports.labels import day_label, label, row_label
from district_reports.exports.numbers import NOT_STATED, format_number, format_reported, format_with_unit, unit_label
from district_reports.exports.unit_numbers import COUNTED_BY, UnitLine, spread_of
from district_reports.warehouse.releases.content import TABLE_BY_NAME, contribution_of, parts_of
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import TracedNumber, TracedUnit, Tracer
from district_reports.wording import place_label

# Short, for a cell: the unit says that this is not for it, which is neither zero nor silence.
NOT_APPLICABLE_TEXT = "không thuộc"
SILENT = "không nêu trong báo cáo"


@dataclass(frozen=True)
class Number:
    """One number on a page. `note_id` is empty only where there is none; `reason` then says why."""

    text: str
    note_id: str = ""
    reason: str = SILENT

    @property
    def is_stated(self) -> bool:
        return bool(self.note_id)


@dataclass(frozen=True)
class Evidence:
    """One figure as a reporting unit printed it; `before`, `printed`, `after` are its quote, cut at the number."""

    unit_name: str
    document: str
    before: str
    printed: str
    after: str
    place: str
    file_name: str
    file_sha256: str


@dataclass
class Note:
    """All a reader needs to check one number. A recomputed ratio has a formula, everything else has evidence.

    So has a ratio of the country where the provinces' sums are of more units than state both of its sides.

    `is_spread` where the units' numbers are not added up.
    `factor` is what the quotient is multiplied by; None where the two numbers of the formula are compared.
    """

    note_id: str
    title: str
    row: str
    value: str
    unit_count: int = 0
    is_ratio: bool = False
    is_spread: bool = False
    formula: tuple[Number, Number] | None = None
    factor: int | None = None
    formula_names: tuple[str, str] | None = None
    evidence: list[Evidence] = field(default_factory=list)
    reported: list[Evidence] = field(default_factory=list)


class SourceNotes:
    """Makes the numbers of one release and keeps their notes, in the order in which they are first shown."""

    def __init__(self, release: PublishedRelease) -> None:
        self.notes: list[Note] = []
        self.tracer = Tracer(release)
        self._numbers: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def number(
        self, table_name: str, row: Mapping[str, Any] | None, measure: str, decimals: int | None = None
    ) -> Number:
        """The cell of a row as text, with its note: lowest to highest where it is not added up, else a dash if null."""
        if row is None:
            return Number(NOT_STATED)
        traced = self.tracer.trace(table_name, row["row_key"], measure)
        if traced.is_not_applicable:
            return Number(NOT_APPLICABLE_TEXT, self._note_id(traced, row))
        if spread := spread_of(self.tracer, table_name, row, measure):
            told = f"{spread.text(decimals)} {unit_label(traced.unit)}".rstrip()
            return Number(spread.text(decimals), self._note_id(spread.source, row, told))
        if traced.value is None:
            return Number(NOT_STATED, reason=_why_empty(row, measure, traced.unit))
        return Number(format_number(traced.value, traced.unit, decimals), self._note_id(traced, row))

    def coverage(self, table_name: str, row: Mapping[str, Any] | None, measure: str) -> Coverage | None:
        """Of how many units the number in a cell is; None where there is none."""
        return coverage_of(self.tracer, table_name, row, measure) if row else None

    def unit_number(
        self, table_name: str, row: Mapping[str, Any], measure: str, line: UnitLine, decimals: int | None = None
    ) -> Number:
        """What one unit put into the cell of a row; its rate is its own part by its own whole."""
        if line.is_not_applicable(measure):
            return Number(NOT_APPLICABLE_TEXT, self._note_id(self._trace_unit(table_name, row, measure, line), row))
        traced = self._trace_unit(table_name, row, measure, line)
        if traced.value is None:
            return Number(NOT_STATED)
        return Number(format_number(traced.value, traced.unit, decimals), self._note_id(traced, row))

    def _trace_unit(self, table_name: str, row: Mapping[str, Any], measure: str, line: UnitLine) -> TracedNumber:
        traced = self.tracer.trace(table_name, row["row_key"], measure)
        if not traced.parts:
            units = (line.parts[measure],) if measure in line.parts else ()
            return replace(traced, units=units, value=line.value(measure))
        part, whole = (self._trace_unit(table_name, row, side.measure, line) for side in traced.parts)
        return replace(traced, parts=(part, whole), value=line.rate(measure, row))

    def not_applicable(self, row: Mapping[str, Any]) -> Number | None:
        """Why a line of capital has no amounts, where a unit says that it is not for it; else None."""
        cells = (self.number("disbursement", row, measure) for measure in TABLE_BY_NAME["disbursement"].measures)
        return next((cell for cell in cells if cell.is_stated), None)

    def reported(self, table_name: str, row: Mapping[str, Any], measure: str) -> Number | None:
        """What the reports print for a recomputed ratio, where that is another number; else None."""
        reported = f"reported_{measure}"
        # Some tables count the units that report a thing: that is no number beside another.
        if reported not in TABLE_BY_NAME[table_name].measures or not differs_from_reported(row, measure):
            return None
        traced = self.tracer.trace(table_name, row["row_key"], reported)
        return Number(format_reported(traced.value, traced.unit), self._note_id(traced, row))

    def _note_id(self, traced: TracedNumber, row: Mapping[str, Any], spread: str = "") -> str:
        # The unit codes are in the key: a side of a ratio may be made of fewer units than the number of its column.
        units = _units_of(traced)
        key = (traced.row_key, traced.measure, tuple(unit.code for unit in units))
        if key not in self._numbers:
            note_id = self._numbers[key] = f"nguon-{len(self._numbers) + 1}"
            note = Note(
                note_id,
                label("measures", traced.measure),
                " · ".join([row_label(traced.table_name, row), *(unit.name for unit in units if len(units) == 1)]),
                spread or _told(traced),
                is_ratio=bool(traced.parts),
                is_spread=bool(spread),
            )
            self.notes.append(note)
            if traced.parts and is_exact(traced):
                self._explain_ratio(note, traced, row)
            else:
                note.unit_count, note.evidence = len(traced.units), _evidence(traced)
        return self._numbers[key]

    def _explain_ratio(self, note: Note, traced: TracedNumber, row: Mapping[str, Any]) -> None:
        part, whole = traced.parts
        note.formula = (
            Number(format_number(part.value, part.unit), self._note_id(part, row)),
            Number(format_number(whole.value, whole.unit), self._note_id(whole, row)),
        )
        note.factor = traced.factor
        note.formula_names = (label("measures", part.measure), label("measures", whole.measure))
        reported = f"reported_{traced.measure}"
        if reported in TABLE_BY_NAME[traced.table_name].measures:
            note.reported = _evidence(self.tracer.trace(traced.table_name, traced.row_key, reported))


def _told(traced: TracedNumber) -> str:
    return NOT_APPLICABLE_TEXT if traced.is_not_applicable else format_with_unit(traced.value, traced.unit)


def _why_empty(row: Mapping[str, Any], measure: str, unit: str) -> str:
    """Why a cell has no number: what units state and nobody adds up is not silence."""
    if measure in COUNTED_BY:
        counts = [row.get(counted_by) for counted_by in COUNTED_BY.values()]
        if row.get(COUNTED_BY[measure]):
            return "không cộng giữa các đơn vị"
        # Such a row is made of units that tell their result in several numbers.
        return SILENT if any(counts) or measure != "result_value" else "nêu bằng nhiều số, không gộp thành một"
    if parts_of(measure, row) or (unit in ("percent", "pp") and measure.endswith(("_pct", "_pp"))):
        return SILENT if measure.startswith("reported_") else "không đủ số để tính"
    return SILENT


def _units_of(traced: TracedNumber) -> tuple[TracedUnit, ...]:
    """The units of a number, or of the part of a ratio."""
    return traced.parts[0].units if traced.parts else traced.units


def differs_from_reported(row: Mapping[str, Any], measure: str) -> bool:
    """Whether the reports print another ratio than the recomputed one (also where none can be recomputed)."""
    reported: Decimal | None = row.get(f"reported_{measure}")
    return reported is not None and reported != row[measure]


def _evidence(traced: TracedNumber) -> list[Evidence]:
    return [
        _evidence_of(unit.name, submission.submission, figure, traced.unit)
        for unit in traced.units
        for submission in unit.submissions
        for figure in submission.figures
    ]


def _evidence_of(unit_name: str, submission: Mapping[str, Any], figure: Mapping[str, Any], unit: str) -> Evidence:
    printed, quote = figure["value_text"] or "", quote_of(figure, unit)
    before, found, after = cut_at_number(quote, printed)
    bound = label("bound", figure["bound"])
    return Evidence(
        unit_name,
        document_label(submission),
        before,
        found or " ".join(part for part in (bound, printed, figure["unit_text"]) if part),
        after,
        place_label(figure["locator"] or ""),
        figure["file_name"] or "",
        figure["file_sha256"] or "",
    )


def quote_of(figure: Mapping[str, Any], unit: str) -> str:
    """The words around a figure; of what was in no text, such as a number of another release, the number itself."""
    return figure["quote"] or format_with_unit(contribution_of(figure), unit)


def cut_at_number(quote: str, printed: str) -> tuple[str, str, str]:
    """A quote before, at and after a printed number, which is not looked for inside longer numbers.

    >>> cut_at_number("giao 262, giải ngân 62 triệu đồng", "62")
    ('giao 262, giải ngân ', '62', ' triệu đồng')
    """
    if not printed:
        return quote, "", ""
    alone = rf"(?<![\d.,/]){re.escape(printed)}(?![.,/]?\d)"
    # A slash is left of what a fraction is of, as well as inside a date: a number that stands alone goes first.
    in_fraction = rf"(?<![\d.,]){re.escape(printed)}(?![.,]?\d)"
    match = re.search(alone, quote) or re.search(in_fraction, quote)
    return (quote[: match.start()], match[0], quote[match.end() :]) if match else (quote, "", "")


def document_label(submission: Mapping[str, Any]) -> str:
    """The document a submission brought, as one would cite it."""
    kind = label("document_type", submission.get("document_type"))
    number = submission.get("document_number")
    day = submission.get("document_date_text") or day_label(submission.get("document_date"))
    parts = [f"{kind} số {number}" if number else kind, day, "bản dự thảo" if submission.get("is_draft") else ""]
    return ", ".join(part for part in parts if part)
