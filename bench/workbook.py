"""Reading workbooks against python-calamine alone: `python -m bench.workbook` prints ratios and writes results.json.

Three workbooks of fifteen sheets and 300 000 cells: `yearly_review`, as provinces export it (thirteen forms of a
hundred rows, two long lists of households, which are refused), `figures_only`, where nearly every cell is a figure, and
`unknown_forms`, where no form knows a sheet.
"""

import gc
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
import python_calamine

from district_reports.readers.layouts import Layout, find_layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import is_wanted, read_sheets
from district_reports.readers.workbooks.workbook import read_workbook

RESULTS = Path(__file__).with_name("results.json")
CELLS, SHEETS, ROUNDS = 300_000, 15, 3
COMMUNES = ("Tân Đoàn", "Tràng Phái", "Tri Lễ", "Điềm He", "Khánh Khê")


def write_workbook(path: Path, kind: str) -> None:
    """Writes one of the three workbooks."""
    book = openpyxl.Workbook(write_only=True)
    form, persons = find_layout("household_review_1"), find_layout("household_review_15")
    columns = len(form.columns)
    lists = 2 if kind == "yearly_review" else 0
    rows = 100 if lists else CELLS // SHEETS // columns
    for number in range(SHEETS if kind == "unknown_forms" else 0):
        _write_unknown(book.create_sheet(f"Bảng {number + 1}"))
    for number in range(0 if kind == "unknown_forms" else SHEETS - lists):
        _write_form(book.create_sheet(f"Biểu {number + 1}"), form, rows)
    for number in range(lists):
        _write_list(book.create_sheet(f"DS {number + 1}"), persons, (CELLS - 13 * rows * columns) // lists // 19)
    book.save(path)


def _write_form(sheet, form: Layout, rows: int) -> None:
    for text in ("UBND HUYỆN VĂN QUAN", form.title, "Năm 2024"):
        sheet.append([text])
    sheet.append([column.headings[0] for column in form.columns])
    for row in range(rows):
        # Villages: every row is a place of its own, so that every cell is a figure.
        cells = {"order": f"{row // 10}.{row % 10}", "label": f"Thôn {COMMUNES[row % 5]} {row}",
                 "value": float(row * 7 % 1000)}  # fmt: skip
        sheet.append([cells.get(column.role) for column in form.columns])


def _write_list(sheet, persons: Layout, rows: int) -> None:
    sheet.append([persons.title])
    for row in range(rows):
        sheet.append([row, *[f"ô {row % 97}" for _ in range(9)], *[float(row % 31) for _ in range(9)]])


def _write_unknown(sheet) -> None:
    sheet.append(["Bảng tổng hợp khác"])
    for row in range(CELLS // SHEETS // 20):
        sheet.append([row, f"Dòng {row}", *[row / (column + 3) for column in range(18)]])


def measure(path: Path) -> dict[str, float]:
    """Seconds of both readers, best of several rounds in turn, in this process; its peak memory; figures read."""
    content = path.read_bytes()
    alone, ours, figures = [], [], 0
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        figures = len(read_sheets(read_workbook("a.xlsx", content, is_wanted), Round(2024)).figures)
        ours.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        gc.collect()
        start = time.perf_counter()
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            cells = sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
        alone.append(time.perf_counter() - start)
    return {"cells": cells, "figures": figures, "calamine_seconds": round(min(alone), 3),
            "reader_seconds": round(min(ours), 3), "ratio": round(min(ours) / min(alone), 2),
            "peak_memory_mb": round(peak)}  # fmt: skip


def main() -> None:
    """Measures all workbooks, each in a process of its own, and adds them to results.json."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
        return
    results = {}
    with tempfile.TemporaryDirectory() as directory:
        for kind in ("yearly_review", "figures_only", "unknown_forms"):
            path = Path(directory) / f"{kind}.xlsx"
            write_workbook(path, kind)
            command = [sys.executable, "-m", "bench.workbook", str(path)]
            results[kind] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(kind, *(f"{name}={value}" for name, value in results[kind].items()))
    told = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    RESULTS.write_text(json.dumps(told | {"workbook": results}, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
