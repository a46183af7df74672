"""Tables of a document → figures and problems, by the layouts; what no layout knows is told once a table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from district_reports import rules
from district_reports.figures import Figure
from district_reports.problems import Problem
from district_reports.readers.documents.document import Document
from district_reports.readers.layouts import Layout, load_layouts, split_heading
from district_reports.readers.narrative.capital_types import only_type_told, set_only_type
from district_reports.readers.outline.accounts import NumberAccount, unplaced
from district_reports.readers.outline.sections import Round
from district_reports.readers.outline.structure import HeadedPassage
from district_reports.readers.workbooks.document_tables import FIRST_ROW, list_tables, row_cells
from district_reports.readers.workbooks.figures import read_table
from district_reports.readers.workbooks.rows import Meaning, RowReader
from district_reports.readers.workbooks.table_surroundings import (
    Surroundings,
    is_elsewhere,
    read_surroundings,
    settle,
)
from district_reports.readers.workbooks.tables import Table, best_table, choose_layouts, find_table, list_layouts
from district_reports.readers.workbooks.workbook import Sheet, Workbook
from district_reports.values import fold, fold_letters

_ORDER = re.compile(r"[\dIVXivx.]+")
_OTHER_PROJECT = re.compile(r"(?:du an|da)\s*(?:so\s*)?(?:8|9|10)(?!\d)")
_ROW = re.compile(r"R(\d+)C\d+")
_QUOTE = 160
_SHOWN = 6
_FEWEST_KNOWN = 0.5
# A cell's name at the end of an id or locator, and in a message.
_NAME = re.compile(r"(?<![A-Z])([A-Z]{1,3})(\d+)$")
_CELL_VI, _CELL_EN = (re.compile(rf"({word}) ([A-Z]{{1,3}})(\d+)\b") for word in ("[Ôô]", "[Cc]ell"))
_TABLE_VI, _TABLE_EN = {"T": "Bảng ", "t": "bảng "}, {"S": "Table ", "s": "table "}


@dataclass
class TableReading:
    """What the tables of a document gave; `taken` are the numbers of those that a layout has read."""

    figures: list[Figure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


def read_tables(
    document: Document, round_: Round, *, title: str, year: str = "", file_number: int = 1, within: str | None = None
) -> TableReading:
    """Figures of the tables whose headings a layout knows.

    `year` is whose money a table is that names none; `within` the unit whose communes the rows may be. A table is told
    by its title or by its headings; by its headings alone only if most of its rows are known, too. Tables of other
    programmes are not read. Lists of persons count as read, and nothing is taken from them.
    """
    reading = TableReading()
    only_type = next((told for p in document.paragraphs if (told := only_type_told(fold_letters(p.text)))), "")
    tables = list_tables(document)
    around = read_surroundings(document, tables, round_, title)
    for table in tables:
        sheets = list(table.sheets(year))
        sheet = sheets[0]
        book = Workbook(document.file_name, document.sha256, (sheet,))
        titled = _choose_titled(sheet)
        refused = next((layout for layout in titled if layout.refusal and _is_headed(sheet, layout)), None)
        if refused:
            reading.problems.append(_refuse(book, sheet, refused))
            reading.taken.add(table.number)
        elif found := _find_best(sheets, within, around[table.number]):
            prefix = f"f{file_number}{table.name}"
            outer = around[table.number]
            one = read_table(book, *found, round_, prefix=prefix, within=within, project=outer.project)
            texts = {cell.row: row.text for row in table.rows for cell in row.cells}
            dated = [column for column in found[1].columns if column.year]
            is_spent_dated = any(column.column.dims.get("kind") == "disbursed" for column in dated)
            figures = settle(one.figures, outer, round_, names_years=bool(dated), is_spent_dated=is_spent_dated)
            reading.figures += [_place_figure(figure, texts) for figure in set_only_type(figures, only_type)]
            reading.problems += [_place_problem(problem, table.name) for problem in one.problems]
            reading.taken.add(table.number)
    return reading


def tell_unread(
    document: Document, accounts: Iterable[tuple[HeadedPassage, Sequence[NumberAccount]]]
) -> Iterator[Problem]:
    """TYP: one finding for each table whose numbers nobody could place."""
    missed: dict[int, list[str]] = {}
    for passage, found in accounts:
        if passage.paragraph.table and not _numbers_columns(passage):
            missed.setdefault(passage.paragraph.table, []).extend(_unread_in(passage, found))
    for table in list_tables(document):
        numbers = missed.get(table.number)
        if numbers:
            shown = "; ".join(numbers[:_SHOWN]) + ("; …" if len(numbers) > _SHOWN else "")
            yield rules.problem("TYP-022", location=f"{document.file_name}#{table.name}", found=shown,
                                table=str(table.number), headings=table.headings[:120] or "–",
                                count=str(len(numbers)), numbers=shown)  # fmt: skip


def _unread_in(passage: HeadedPassage, accounts: Sequence[NumberAccount]) -> Iterator[str]:
    """The unplaced numbers of a row, but for its own in the column of order numbers."""
    _, order = next(row_cells(passage.paragraph))
    for account in unplaced(accounts):
        if not (account.end <= len(order) and _ORDER.fullmatch(order)):
            yield account.text


def _numbers_columns(passage: HeadedPassage) -> bool:
    """Whether a row only numbers the columns: "(1) | (2) | (3)"."""
    numbers = [text.strip("() ") for _, text in row_cells(passage.paragraph) if text.strip()]
    digits = [int(number) for number in numbers if number.isdigit()]
    return len(digits) > 1 and digits == list(range(1, len(digits) + 1)) and len("".join(numbers)) < 4 * len(numbers)


# Which form


def _choose_titled(sheet: Sheet) -> list[Layout]:
    """The layouts whose title stands above the table or in its first row."""
    return choose_layouts(sheet.rows[: FIRST_ROW + 1])


def _is_headed(sheet: Sheet, layout: Layout) -> bool:
    """Whether a text above the table begins with the form's title: to speak of a list is not to print one."""
    texts = [fold(text) for row in sheet.rows[: FIRST_ROW + 1] for text in row]
    return any(text.startswith(fold(title)) for text in texts for title in layout.titles)


def _find_best(sheets: Sequence[Sheet], within: str | None, around: Surroundings) -> tuple[Sheet, Table] | None:
    """The sheet whose headings a form knows best, with its table; None where two are known as well but differ.

    Money of another programme is not read, nor that of a policy where rows name no project.
    """
    best: list[tuple[Sheet, Table]] = []
    for sheet in () if around.is_other_programme else sheets:
        table = _find_form(sheet, within, around.project)
        if table and around.is_policy and table.layout.subject == "capital" and table.layout.row_kind == "places":
            continue
        if table and (not best or _knowledge(table) >= _knowledge(best[0][1])):
            best = [one for one in best if _knowledge(one[1]) == _knowledge(table)] + [(sheet, table)]
    # Which rate a bare "Tỷ lệ" is, is best told by how it is printed.
    meanings = {
        tuple((one.index, one.column.name, one.year) for one in table.columns if one.column.unit != "percent")
        for _, table in best
    }
    return best[0] if len(meanings) == 1 else None


def _knowledge(table: Table) -> tuple[int, int]:
    return -len(table.unknown), sum(1 + len(one.column.under) for one in table.columns)


def _find_form(sheet: Sheet, within: str | None, project: str) -> Table | None:
    labels = {split_heading(text)[0] for row in sheet.rows[FIRST_ROW - 1 : FIRST_ROW + 8] for text in row if text}
    known = [one for one in list_layouts(sheet.rows[:FIRST_ROW]) if _label_headings(one.code) & labels]
    tables = [table for layout in known if (table := find_table(sheet, layout)) and table.is_whole]
    told = [(table, share) for table in tables if (share := _tells_rows(sheet, table, within, project)) is not None]
    titled = _choose_titled(sheet)
    by_title = _best_known([(table, share) for table, share in told if table.layout in titled])
    return by_title or _best_known([(table, share) for table, share in told if share >= _FEWEST_KNOWN])


def _best_known(told: Sequence[tuple[Table, float]]) -> Table | None:
    """The best table of those most of whose rows are known: rows tell forms apart that have the same headings."""
    most = max((share for _, share in told), default=0.0)
    return best_table(table for table, share in told if share == most)


@cache
def _label_headings(code: str) -> frozenset[str]:
    columns = load_layouts()[code].columns_of("label")
    return frozenset(split_heading(heading)[0] for column in columns for heading in column.headings)


def _tells_rows(sheet: Sheet, table: Table, within: str | None, project: str) -> float | None:
    """The share of rows with numbers whose label the form knows; None where rows are another programme's."""
    reader = RowReader(table.layout, within, project)
    roles = [table.of_role(role) for role in ("label", "order", "measure")]
    values = [one.index for one in table.columns if one.column.role == "value"]
    meanings: list[Meaning | None] = []
    for row in range(table.first_row, len(sheet.rows)):
        label, order, measure = (sheet.text(row, one.index) if one else "" for one in roles)
        if is_elsewhere(label) or (table.layout.row_kind == "projects" and _OTHER_PROJECT.match(fold_letters(label))):
            return None
        meaning = reader.read(label, order, measure)
        if any(re.search(r"\d", sheet.text(row, column)) for column in values):
            meanings.append(meaning)
    named = any(meaning and (meaning.dims or meaning.place or meaning.entry) for meaning in meanings)
    # A sum alone says nothing of what was added.
    return (len(meanings) - meanings.count(None)) / len(meanings) if named else 0.0


# Words


def _refuse(book: Workbook, sheet: Sheet, layout: Layout) -> Problem:
    problem = rules.problem("TYP-013", location=book.locator(sheet, FIRST_ROW, 0), found=layout.title, sheet=sheet.name,
                            form=layout.title, why=layout.refusal)  # fmt: skip
    return _place_problem(problem, sheet.name)


def _place_figure(figure: Figure, texts: Mapping[int, str]) -> Figure:
    """A figure told of a cell of a sheet, told of the row and column of its table: `report.docx#t2!R5C3`.

    It quotes its row as printed, and the headings of its column.
    """
    locator = _NAME.sub(_place, figure.locator)
    headings = f" › {figure.quote.partition(' | ')[2]}"
    row = texts[int(_ROW.findall(locator)[-1]) - 1]
    return replace(figure, figure_id=_NAME.sub(_place, figure.figure_id), locator=locator,
                   quote=(row[: max(0, _QUOTE - len(headings))] + headings)[:_QUOTE])  # fmt: skip


def _place_problem(problem: Problem, name: str) -> Problem:
    """A problem told of a cell of a sheet, told of the row and column of its table."""
    vietnamese, english = problem.message_vi, problem.message_en
    vietnamese = _CELL_VI.sub(lambda found: f"{found[1]} {_place(found, 'dòng {} cột {}')}", vietnamese)
    english = _CELL_EN.sub(lambda found: f"{found[1]} {_place(found, 'row {} column {}')}", english)
    vietnamese = re.sub(rf"([Tt])rang tính “{name}”", lambda found: _TABLE_VI[found[1]] + name[1:], vietnamese)
    english = re.sub(rf"([Ss])heet “{name}”", lambda found: _TABLE_EN[found[1]] + name[1:], english)
    return replace(problem, location=_NAME.sub(_place, problem.location), message_vi=vietnamese, message_en=english)


def _place(found: re.Match[str], pattern: str = "R{}C{}") -> str:
    """The name of a cell of a sheet (its letters and digits are the last groups) as a place in its table."""
    *_, letters, digits = found.groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return pattern.format(int(digits) - FIRST_ROW, column)
