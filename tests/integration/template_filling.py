"""Fills in templates as an officer does, and says what each typed cell means by the layout alone."""

import io
import random
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl
from openpyxl.utils import get_column_letter

from district_reports.figures import Figure
from district_reports.readers.layouts import Column, Layout
from district_reports.values import fold

DIMENSIONS = ("project", "subproject", "component", "policy", "dimension", "fund_source", "capital_type", "budget_year",
              "period", "kind", "status", "breakdown", "place")  # fmt: skip


@dataclass
class Filling:
    """A template with something typed into it: the file, and for each typed cell what it has to be read as."""

    content: bytes
    expected: dict[str, tuple] = field(default_factory=dict)


def fill(template: bytes, layout: Layout, seed: int, year: str, period: str) -> Filling:
    """Types numbers, blanks, "-", "x" and notes into open cells, at random by `seed`."""
    rng = random.Random(f"{layout.code}{seed}")
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book[layout.sheet_name]
    columns = [one for one in layout.columns if one.role != "unit" or one.is_required]
    rows = Rows(layout, sheet, columns)
    result = Filling(b"")
    for row in range(rows.first, sheet.max_row + 1):
        told = rows.meaning(row)
        for index, column in enumerate(columns, start=1):
            cell = sheet.cell(row, index)
            if cell.protection.locked or told is None:
                continue
            if column.role == "note":
                cell.value = rng.choice([None, "Số liệu đến hết kỳ: 1.234 hộ"])
            if column.role != "value" or (cell.value is not None and rng.random() < 0.8):
                continue  # a total that is left to compute itself
            typed = _pick(rng, unit := rows.unit(row, column))
            cell.value = typed
            name = f"{get_column_letter(index)}{row}"
            if typed is not None:
                result.expected[name] = _expected(layout, column, told, rows.measure(row), unit, typed, year, period)
    file = io.BytesIO()
    book.save(file)
    result.content = file.getvalue()
    return result


def type_in(template: bytes, sheet: str, cells: dict[str, object]) -> bytes:
    """The template with these cells typed."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for name, value in cells.items():
        book[sheet][name] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def declare(template: bytes, key: str, value: str) -> bytes:
    """The template with another value for a key of its hidden sheet."""
    keys = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(template))["_district_reports"]["A"]]
    return type_in(template, "_district_reports", {f"B{keys.index(key) + 1}": value})


def what_is_read(figure: Figure) -> tuple:
    """What tells a figure apart, and its value, as `Filling.expected` has it."""
    return (figure.indicator, figure.unit, figure.value, figure.presence,
            tuple(getattr(figure, name) for name in DIMENSIONS))  # fmt: skip


def compute(content: bytes, value: str) -> bytes:
    """The workbook with one result put to every formula, as a spreadsheet would have stored it."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"</f><v\s*/>|</f><v></v>", f"</f><v>{value}</v>".encode(), part)
            archive.writestr(name, part)
    return new.getvalue()


class Rows:
    """The rows of a template's sheet, by the words that stand in it."""

    def __init__(self, layout: Layout, sheet, columns: list[Column]) -> None:
        self.layout, self.sheet, self.columns = layout, sheet, columns
        self.label_column = next(i for i, one in enumerate(columns, start=1) if one.role == "label")
        self.measure_column = next((i for i, one in enumerate(columns, start=1) if one.role == "measure"), None)
        labels = [sheet.cell(row, self.label_column).value for row in range(1, sheet.max_row + 1)]
        self.first = labels.index("B") + 2

    def measure(self, row: int) -> str:
        words = self.sheet.cell(row, self.measure_column).value if self.measure_column else ""
        return self.layout.measures.get(fold(words or ""), "")

    def unit(self, row: int, column: Column) -> str:
        entry = self._entry(self._label(row))
        return column.unit or (self.measure(row) if column.by_measure else "") or (entry.unit if entry else "")

    def meaning(self, row: int) -> dict[str, str] | None:
        """The dimensions a row's words stand for; None for a row without words."""
        label = self._label(row)
        if not label:
            return None
        if label == "Tổng cộng":
            return {}
        if self.layout.row_kind == "places":
            return {"place": label}
        if self.layout.row_kind == "entries":
            entry = self._entry(label)
            return {**entry.dims, "indicator": entry.indicator}
        return self._project(row, label)

    def _label(self, row: int) -> str:
        """The label of a row, or of the row above it where two rows of one place share it."""
        value = self.sheet.cell(row, self.label_column).value
        if not value and self.measure_column and row > self.first and self._is_second(row):
            return self._label(row - 1)
        return value or ""

    def _is_second(self, row: int) -> bool:
        first = next(iter(dict.fromkeys(self.layout.measures.values())))
        return self.measure(row) != first

    def _entry(self, label: str):
        return next((one for one in self.layout.entries if one.labels[0] == label), None)

    def _project(self, row: int, label: str) -> dict[str, str]:
        if match := re.match(r"Tiểu dự án (\d) - Dự án (\d)", label):
            return {"project": f"DA{match[2]}", "subproject": f"DA{match[2]}.TDA{match[1]}"}
        if match := re.match(r"Dự án (\d)", label):
            return {"project": f"DA{match[1]}"}
        above = next(row - back for back in range(1, 9) if "ự án" in self._label(row - back))
        return {**self._project(above, self._label(above)), **self._entry(label).dims}


def _pick(rng: random.Random, unit: str) -> object:
    if rng.random() < 0.25:
        return rng.choice([None, "-", "x"])
    if unit in ("households", "people"):
        return rng.randint(0, 20000)
    return rng.choice([rng.randint(0, 100), rng.randint(0, 9999) / 100])


def _expected(layout, column, told, measure, unit, typed, year, period) -> tuple:
    dims = {"kind": "actual", **layout.dims, **told, **column.dims}
    dims["breakdown"] = ";".join(filter(None, (told.get("breakdown"), column.dims.get("breakdown"))))
    years = {"heading": year, "title": year, "carried": str(int(year) - 1)}
    for name in ("budget_year", "period"):
        dims[name] = years.get(dims.get(name, ""), dims.get(name, ""))
    dims["period"] = dims["period"] or (year if dims["kind"] == "target" else period)
    indicator = column.by_measure.get(measure) or column.indicator or told.get("indicator", "")
    factor = 1_000_000 if unit == "vnd" else 1
    value = {"-": Decimal(0), "x": None}.get(typed) if typed in ("-", "x") else Decimal(str(typed)) * factor
    presence = {"-": "zero_in_words", "x": "not_applicable"}.get(typed, "stated")
    return indicator, unit, value, presence, tuple(dims.get(name, "") for name in DIMENSIONS)
