"""Reading workbooks against python-calamine alone: `python -m bench.workbook` prints ratios and writes results.json.

Three workbooks of fifteen sheets and 300 000 cells: `yearly_review`, as provinces export it (thirteen forms of a
hundred rows, two long lists of households, which are refused), `figures_only`, where nearly every cell is a figure, and
`unknown_forms`, where no form knows a sheet.

`ratio` is of seconds that pass, `work_ratio` of seconds that processor cores work: sheets are opened by two of them at
once. `first_seconds` is the first reading, which also loads the forms. After reading comes `rows_seconds`, writing out
every figure as a row, which is part of `load_seconds`, loading them all into an empty warehouse.
"""

import gc
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine

from district_reports.figures import Reading, rows_of
from district_reports.readers.layouts import Layout, find_layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.workbooks.figures import is_wanted, read_sheets
from district_reports.readers.workbooks.workbook import read_workbook
from district_reports.settings import load_settings
from district_reports.warehouse.building.load import SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.database.server import running_database
from district_reports.warehouse.scratch import scratch_warehouse

RESULTS = Path(__file__).with_name("results.json")
CELLS, SHEETS, ROUNDS = 300_000, 15, 5
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


def measure(path: Path, database_url: str) -> dict[str, float]:
    """Seconds of both readers, best of several rounds in turn, in this process; its peak memory; what comes after."""
    content = path.read_bytes()
    alone: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    reading = Reading()
    sheets: list[list[list[Any]]] = []
    for _ in range(ROUNDS):
        reading, sheets = Reading(), []
        with _timing(ours):
            reading = Reading(figures=read_sheets(read_workbook("a.xlsx", content, is_wanted), Round(2024)).figures)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with _timing(alone), python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    (calamine, calamine_work), (reader, reader_work) = (
        tuple(map(min, zip(*one, strict=True))) for one in (alone, ours)
    )
    written: list[tuple[float, float]] = []
    with _timing(written):
        deque(rows_of(reading.figures), maxlen=0)
    return {
        "cells": sum(len(row) for rows in sheets for row in rows),
        "figures": len(reading.figures),
        "calamine_seconds": round(calamine, 3),
        "reader_seconds": round(reader, 3),
        "ratio": round(reader / calamine, 2),
        "work_ratio": round(reader_work / calamine_work, 2),
        "peak_memory_mb": round(peak),
        "first_seconds": round(ours[0][0], 3),
        "rows_seconds": round(written[0][0], 3),
        "load_seconds": round(_load(reading, database_url), 3),
    }


@contextmanager
def _timing(taken: list[tuple[float, float]]) -> Iterator[None]:
    """Adds the seconds that pass, and those that this process works, on all cores together."""
    gc.collect()
    start, work = time.perf_counter(), time.process_time()
    yield
    taken.append((time.perf_counter() - start, time.process_time() - work))


def _load(reading: Reading, database_url: str) -> float:
    receipt = SubmissionReceipt("0" * 16, "0" * 64, (), datetime(2024, 12, 31, tzinfo=UTC), reader_version="bench")
    taken: list[tuple[float, float]] = []
    with scratch_warehouse(database_url, "bench_workbook") as url, connect(url) as connection, _timing(taken):
        load_submission(connection, receipt, reading)
        connection.commit()
    return taken[0][0]


def main() -> None:
    """Measures all workbooks, each in a process of its own, and adds them to results.json."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
        return
    results = {}
    with tempfile.TemporaryDirectory() as directory, running_database(load_settings()) as url:
        for kind in ("yearly_review", "figures_only", "unknown_forms"):
            path = Path(directory) / f"{kind}.xlsx"
            write_workbook(path, kind)
            command = [sys.executable, "-m", "bench.workbook", str(path), url]
            results[kind] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(kind, *(f"{name}={value}" for name, value in results[kind].items()))
    told = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    RESULTS.write_text(json.dumps(told | {"workbook": results}, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
