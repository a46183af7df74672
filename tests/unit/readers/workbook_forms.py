"""Made-up workbooks: a form's grid written from its layout, with headings in tiers, letterhead and numbers."""

import io
import itertools
import random
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl

from district_reports.readers.layouts import Column, Layout, find_layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import SheetReading, read_sheets
from district_reports.readers.workbooks.scan import Marks
from district_reports.readers.workbooks.workbook import Sheet, Workbook

PLACES = ("Xã Tràng Phái", "Tân Đoàn", "TT Văn Quan".replace("TT", "Thị trấn"), "Điềm He", "Xã Tri Lễ")
PROJECTS = ("Dự án 1", "Tiểu dự án 1 - Dự án 1", "Dự án 2", "Dự án 3", "Tiểu dự án 2")
# A row of the review of households.
NUMBERS = (100.0, 400.0, 20.0, 20.0, 10.0, 10.0)
TAN_DOAN = (1, "Tân Đoàn", *NUMBERS)


@dataclass
class Grid:
    """Cells, merged ranges, and the exact value (`truth`), column and row label (`meant`) of each cell of a figure."""

    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    truth: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    meant: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    headings: list[tuple[int, int]] = field(default_factory=list)
    name: str = "Sheet1"

    def sheet(self) -> Sheet:
        height, width = (max(place[axis] for place in self.cells) + 1 for axis in (0, 1))
        rows = [[self.cells.get((row, column), "") for column in range(width)] for row in range(height)]
        return Sheet(self.name, False, rows, tuple(self.merged))

    def workbook(self) -> Workbook:
        return Workbook("a.xlsx", "", (self.sheet(),))

    def save(self) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = self.name
        for (row, column), value in self.cells.items():
            sheet.cell(row + 1, column + 1, value)
        for first, last in self.merged:
            sheet.merge_cells(start_row=first[0] + 1, start_column=first[1] + 1, end_row=last[0] + 1,
                              end_column=last[1] + 1)  # fmt: skip
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def build_grid(layout: Layout, rng: random.Random, *, shuffles=False, aliases=False, merges=True, total="first",
               blank_rows=0, number_row=True, optional=True, left=0) -> Grid:  # fmt: skip
    """A filled form; every cell of a value column has its truth."""
    grid = Grid(name=layout.sheet_name)
    columns = [one for one in layout.columns if optional or one.is_required]
    if shuffles:
        columns = _shuffle(columns, rng)
    first = _write_head(grid, layout, rng, left, blank_rows, aliases)
    tiers = max(len(column.under) for column in columns) + 1
    _write_headings(grid, columns, first, tiers, left, merges, aliases, rng)
    row = first + tiers
    if number_row:
        for number, column in enumerate(columns):
            grid.cells[row, left + number] = column.formula or chr(65 + number % 26)
        row += 1
    for label in _labels(layout, total):
        row = _write_row(grid, layout, columns, row, left, label, rng)
    grid.cells[row + 1, left + 1] = "Người lập biểu"
    return grid


def _labels(layout: Layout, total: str) -> list[str]:
    if layout.row_kind == "places":
        return ["Tổng cộng", *PLACES] if total == "first" else [*PLACES, "Tổng cộng"]
    if layout.row_kind == "projects":
        return ["Tổng cộng", *PROJECTS] if total == "first" else [*PROJECTS, "Tổng cộng"]
    return [entry.labels[0] for entry in layout.entries]


def _write_head(grid: Grid, layout: Layout, rng: random.Random, left: int, blank_rows: int, aliases: bool) -> int:
    title = rng.choice(layout.titles) if aliases else layout.title
    texts = ["UBND HUYỆN VĂN QUAN", "TỈNH LẠNG SƠN", title, "Năm 2024", "ĐVT: triệu đồng"]
    for row, text in enumerate(texts):
        grid.cells[row + (blank_rows if row > 1 else 0), left] = text
    return len(texts) + blank_rows + 1


def _write_headings(grid, columns, first, tiers, left, merges, aliases, rng) -> None:
    def pick(names):
        return rng.choice(names) if aliases else names[0]

    for number, column in enumerate(columns):
        place = (first + len(column.under), left + number)
        grid.headings.append(place)
        grid.cells[place] = pick(column.headings).replace("{year}", "2024")
        if merges and place[0] < first + tiers - 1:
            grid.merged.append((place, (first + tiers - 1, place[1])))
    for tier in range(tiers - 1):
        names = [(column.under[: tier + 1] if len(column.under) > tier else None) for column in columns]
        for name, group in itertools.groupby(range(len(columns)), key=lambda number: names[number]):
            members = list(group)
            if name is None:
                continue
            grid.cells[first + tier, left + members[0]] = pick(name[tier]).replace("{year}", "2024")
            if merges and len(members) > 1:
                grid.merged.append(((first + tier, left + members[0]), (first + tier, left + members[-1])))


def _shuffle(columns: list[Column], rng: random.Random) -> list[Column]:
    """Groups of columns under one heading move together."""
    groups = [list(group) for _, group in itertools.groupby(columns, key=lambda one: one.under[:1])]
    rng.shuffle(groups)
    return [column for group in groups for column in group]


def _write_row(grid: Grid, layout: Layout, columns, row: int, left: int, label: str, rng: random.Random) -> int:
    measures = list({unit: name for name, unit in reversed(layout.measures.items())}.items()) or [("", "")]
    for position, (counted, measure) in enumerate(measures):
        for number, column in enumerate(columns):
            place = (row, left + number)
            if column.role == "label" and position == 0:
                grid.cells[place] = label
            elif column.role == "order" and position == 0:
                grid.cells[place] = "3.10"
            elif column.role == "measure":
                grid.cells[place] = measure
            elif column.role == "unit":
                grid.cells[place] = "triệu đồng"
            elif column.role == "value":
                unit = column.unit or counted
                value = rng.randint(0, 9999) if unit in ("households", "people", "") else rng.randint(0, 99999) / 100
                grid.cells[place] = float(value)
                grid.meant[place] = (column.name, label)
                grid.truth[place] = Decimal(str(value)) * (1_000_000 if unit == "vnd" else 1)
        row += 1
    return row


REVIEW = find_layout("household_review_1")
REVIEW_HEADINGS = (
    "TT", "Tên xã", "Tổng số hộ", "Nhân khẩu", "Hộ nghèo", "Tỷ lệ hộ nghèo", "Hộ cận nghèo", "Tỷ lệ hộ cận nghèo",
)  # fmt: skip
"""The columns that the simplest form must have: two of words, six of numbers."""


def build_sheet(*rows, head=(), name="Biểu", is_hidden=False, merged=(), marks=None) -> Sheet:
    """A sheet of these rows, under `head`; by default the title and headings of `REVIEW`, so that rows start at 3."""
    above = head or ([REVIEW.title], list(REVIEW_HEADINGS))
    return Sheet(name, is_hidden, [*map(list, above), *map(list, rows)], tuple(merged), marks or Marks())


def read_sheet(sheet: Sheet, within: str | None = "184") -> SheetReading:
    """What the sheet of a workbook says for the year 2024."""
    return read_sheets(Workbook("a.xlsx", "", (sheet,)), Round(2024), within=within)


def told(reading: SheetReading) -> list[tuple[str, str]]:
    """Rule and cell of each finding."""
    return [(problem.rule, problem.location.rpartition("!")[2]) for problem in reading.problems]


def build_file(sheet_data: str, *, styles: str = "", namespace: str = "", relations: str = "", root: str = "") -> bytes:
    """A workbook with one sheet, written by hand: `sheet_data` is its XML from `<sheetData>` on."""
    main = namespace or "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = relations or "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>'
        '<sheet name="Biểu" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<{root}worksheet xmlns{":" + root[:-1] if root else ""}="{main}">{sheet_data}'
        f"</{root}worksheet>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f"<?xml version='1.0' encoding='UTF-8'?>\n{text}")
    return file.getvalue()
