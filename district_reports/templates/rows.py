"""The rows a template comes with: communes of a unit, the programme's projects, or a form's own entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from district_reports import registry
from district_reports.readers.layouts import Entry, Layout
from district_reports.readers.workbooks.rows import Meaning, RowReader
from district_reports.registry import Area
from district_reports.templates.texts import text, unit_label

SPARE_ROWS = 3
"""Rows left, at least, for communes that the list does not have for that day."""
VILLAGE_ROWS = 30
"""Rows for the villages of a commune, whose names nobody but the commune knows."""


@dataclass(frozen=True)
class Row:
    """One row of a template. `label` is empty where the sender writes it (`is_spare`).

    `measure` and `counted` tell the rows of one place apart; `is_first` is the first of those. `parts` are the numbers
    of the rows this one is the sum of, `spare_parts` of those that count once they are filled; `whole` is the row it
    is a part of. `meaning` is what the readers take the row for; None for a row without a label.
    """

    label: str
    order: str = ""
    code: str = ""
    unit_text: str = ""
    measure: str = ""
    counted: str = ""
    is_first: bool = True
    is_spare: bool = False
    parts: tuple[int, ...] = ()
    spare_parts: tuple[int, ...] = ()
    whole: int | None = None
    meaning: Meaning | None = None


@dataclass(frozen=True)
class _Line:
    """A label with its order number. `key` names it; `total` is the key of the line it is summed into, `whole` of the
    line it is a part of."""

    key: str
    label: str
    order: str = ""
    code: str = ""
    unit_text: str = ""
    total: str = ""
    whole: str = ""
    is_spare: bool = False


def list_rows(layout: Layout, unit: Area, on: date) -> tuple[Row, ...]:
    """All rows of a form for a unit as it was on a day, from the top."""
    if layout.row_kind == "places":
        lines = _list_places(unit, on)
    elif layout.row_kind == "projects":
        lines = _list_projects(layout)
    else:
        lines = [_entry_line(entry, str(number)) for number, entry in enumerate(layout.entries, start=1)]
    return tuple(_build_rows(layout, lines, unit.code))


def list_former_communes(unit: Area, on: date) -> tuple[str, ...]:
    """Communes the list has for the unit, but not for that day: somebody may still have to report on one."""
    return tuple(one.name_with_type for one in _communes(unit) if not _stands(one, on))


def _list_places(unit: Area, on: date) -> list[_Line]:
    total = _Line("total", text("total_row"))
    communes = [one for one in _communes(unit) if _stands(one, on)]
    if not communes:
        return [
            total,
            *(_Line(f"spare {number}", "", str(number), is_spare=True) for number in range(1, VILLAGE_ROWS + 1)),
        ]
    named = [_Line(one.code, one.name_with_type, str(number), one.code, total="total")
             for number, one in enumerate(communes, start=1)]  # fmt: skip
    spare_count = max(SPARE_ROWS, len(list_former_communes(unit, on)) + 1)
    spare = [_Line(f"spare {number}", "", total="total", is_spare=True) for number in range(spare_count)]
    return [total, *named, *spare]


def _communes(unit: Area) -> tuple[Area, ...]:
    return registry.communes_of(unit.code, unit.area_list) if unit.level == "district" else ()


def _stands(area: Area, on: date) -> bool:
    begins, ends = area.valid_from_date, area.valid_to_date
    # Where the day a commune ended is not known, it may be gone on any day asked for.
    is_known = area.validity != "ended_earlier_day_unknown"
    return is_known and (begins is None or begins <= on) and (ends is None or on <= ends)


def _list_projects(layout: Layout) -> list[_Line]:
    lines = [_Line("total", text("total_row"))]
    names = registry.project_names()
    parents = {project.parent_code for project in names.values()}
    for code, project in names.items():
        number, _, child = code.removeprefix("DA").partition(".TDA")
        label = text("subproject" if child else "project", number=number, child=child, name=project.name_vi)
        order = f"{number}.{child}" if child else number
        lines.append(_Line(code, label, order, total=project.parent_code or "total"))
        # Only what has money of both types is divided further, and in one way: the form's first.
        if code not in parents and len(project.capital_types_seen) > 1:
            lines += [_entry_line(entry, whole=code) for entry in layout.entries
                      if entry.dims.keys() == layout.entries[0].dims.keys()]  # fmt: skip
    return lines


def _entry_line(entry: Entry, order: str = "", whole: str = "") -> _Line:
    unit_text = unit_label(entry.unit) if entry.unit else ""
    return _Line(f"{whole} {entry.name}", entry.labels[0], order, unit_text=unit_text, whole=whole)


def _build_rows(layout: Layout, lines: Sequence[_Line], within: str) -> Iterator[Row]:
    reader, counted = RowReader(layout, within), list(dict.fromkeys(layout.measures.values())) or [""]
    keys = {line.key: number for number, line in enumerate(lines)}
    for line in lines:
        meaning = reader.read(line.label, line.order) if line.label else None
        summed = [one for one in lines if one.total == line.key]
        for position, measure in enumerate(counted):

            def row_of(key: str, position: int = position) -> int:
                return keys[key] * len(counted) + position

            yield Row(
                line.label, line.order, line.code, line.unit_text, layout.measure_labels.get(measure, ""), measure,
                is_first=position == 0, is_spare=line.is_spare, meaning=meaning,
                parts=tuple(row_of(one.key) for one in summed if not one.is_spare),
                spare_parts=tuple(row_of(one.key) for one in summed if one.is_spare),
                whole=row_of(line.whole) if line.whole else None,
            )  # fmt: skip
