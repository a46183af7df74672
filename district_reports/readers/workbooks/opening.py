"""Sheets of a workbook opened in threads: calamine works without Python's lock, beside what else is to be done."""

import io
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

import python_calamine

from district_reports.readers.refusals import UnreadableDocument, too_far_spread
from district_reports.readers.workbooks.scan import MOST_CELLS
from district_reports.readers.workbooks.spelling import cell_name


class SheetOpener:
    """Opens sheets of `book`, whose bytes are `content`; with a second book of the same where `is_large`.

    A book opens one sheet at a time. Until all is done, `book` must not be used otherwise.
    """

    def __init__(self, file_name: str, content: bytes, book: Any, is_large: bool) -> None:
        self.file_name, self.content = file_name, content
        self._idle_books, self._own = [book], threading.local()
        self._cells, self._counting = 0, threading.Lock()
        self._refusal: UnreadableDocument | None = None
        self._threads = ThreadPoolExecutor(2 if is_large else 1, initializer=self._take_book)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._threads.shutdown(cancel_futures=True)

    def begin(self, name: str) -> Future[Any]:
        """Opens a sheet beside; its result is as calamine keeps it.

        The result raises calamine's errors, and `UnreadableDocument` (TYP-010) once all sheets span too much together.
        """
        return self._threads.submit(self._open, name)

    def _take_book(self) -> None:
        idle = self._idle_books
        self._own.book = (
            idle.pop() if idle else python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self.content))
        )

    def _open(self, name: str) -> Any:
        # Nothing more is opened once it is too much.
        if self._refusal:
            raise self._refusal
        sheet = self._own.book.get_sheet_by_name(name)
        last_row, last_column = sheet.end or (0, 0)
        with self._counting:
            self._cells += (last_row + 1) * (last_column + 1)
            if self._cells > MOST_CELLS:
                last_cell = cell_name(last_row, last_column)
                self._refusal = self._refusal or too_far_spread(self.file_name, name, last_cell)
                raise self._refusal
        return sheet
