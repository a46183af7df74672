"""The first rows of large sheets, read without the rest: what is refused by its title need not be opened."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import python_calamine

from district_reports.readers.office_archive import read_part
from district_reports.readers.workbooks.scan import refuse_spread
from district_reports.readers.workbooks.spelling import Speller

HEAD_ROWS = 40
"""How many rows tell what a sheet is."""
# A smaller sheet is read whole as quickly as twice in part.
_LARGE = 1 << 18
_MOST_HEAD_BYTES = 4 << 20
_CHUNK = 1 << 17
_ROW_END = re.compile(rb"</(?:[^\s<>/:]+:)?row>")
_TABLE = re.compile(rb"<([^\s<>/:]+:)?sheetData>")


def read_first_rows(
    file_name: str, archive: zipfile.ZipFile, parts: Mapping[str, str]
) -> Iterator[tuple[str, list[list[Any]]]]:
    """Names and first rows of the large ones among these sheets (name → part), where they can be told apart.

    Raises `UnreadableDocument` as `scan_sheets` does, and calamine's errors.
    """
    large = {part for part in parts.values() if archive.getinfo(part).file_size > _LARGE}
    heads = {part: head for name, part in parts.items() if part in large
             if (head := _cut(file_name, name, archive, part))}  # fmt: skip
    if not heads:
        return
    with python_calamine.CalamineWorkbook.from_filelike(_build(archive, heads)) as book:
        for name, part in parts.items():
            if part in heads:
                yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=HEAD_ROWS)


def _cut(file_name: str, sheet: str, archive: zipfile.ZipFile, part: str) -> bytes:
    """The XML of a sheet as if it ended with its first rows; empty where no row ends in its first megabytes."""
    begun = b""
    for chunk in read_part(file_name, archive, part, _CHUNK):
        begun += chunk
        ends = [match.end() for _, match in zip(range(HEAD_ROWS), _ROW_END.finditer(begun), strict=False)]
        if len(ends) == HEAD_ROWS or len(begun) > _MOST_HEAD_BYTES:
            break
    table = _TABLE.search(begun)
    if table is None or not ends:
        return b""
    head = begun[: ends[-1]]
    speller = Speller()
    spelt = speller.spell(head[table.start() :])
    if not speller.is_near:
        refuse_spread(file_name, sheet, [spelt])
    prefix = table[1] or b""
    return head + b"</%ssheetData></%sworksheet>" % (prefix, prefix)


def _build(archive: zipfile.ZipFile, heads: Mapping[str, bytes]) -> io.BytesIO:
    """A workbook with nothing but what names and formats the cells, and these sheets."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as small:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and not name.startswith(("xl/worksheets/", "docProps/", "customXml/")):
                small.writestr(name, archive.read(name))
        for name, head in heads.items():
            small.writestr(name, head)
    file.seek(0)
    return file
