"""How cells of a template look, and which of them can be written in."""

from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_LINE = Side(style="thin", color="A6A6A6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


_FONT = Font(name="Times New Roman", size=11)
BOLD = Font(name="Times New Roman", size=11, bold=True)


@dataclass(frozen=True)
class Style:
    """A kind of cell: its fill, and whether it is open to be written in."""

    fill: str = ""
    is_open: bool = False
    is_bold: bool = False
    has_border: bool = True
    horizontal: str | None = None

    def put_on(self, cell: Cell, number_format: str = "") -> None:
        """Make a cell look so."""
        cell.font = BOLD if self.is_bold else _FONT
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=self.horizontal)
        cell.protection = Protection(locked=not self.is_open)
        if self.fill:
            cell.fill = PatternFill("solid", fgColor=self.fill)
        if self.has_border:
            cell.border = _BORDER
        if number_format:
            cell.number_format = number_format


TITLE = Style(is_bold=True, has_border=False, horizontal="center")
CHOSEN_TITLE = Style("FFF2B3", is_open=True, is_bold=True, has_border=False, horizontal="center")
PLAIN = Style(has_border=False)
CORNER = Style(has_border=False, horizontal="right")
HEADING = Style("DCE6F1", is_bold=True, horizontal="center")
LABEL = Style("F2F2F2")
CENTRED_LABEL = Style("F2F2F2", horizontal="center")
INPUT = Style("FFF2B3", is_open=True)
FIGURE = Style("FFF2B3", is_open=True, horizontal="right")
TOTAL = Style("DDEBF7", is_open=True, horizontal="right")
LOCKED = Style("E7E6E6", horizontal="right")

_FORMATS = {"vnd": "#,##0.00####", "percent": "0.00##", "households": "#,##0", "people": "#,##0"}


def number_format(unit: str) -> str:
    """How numbers of a unit are shown; the spreadsheet writes dots and commas as its country does."""
    return _FORMATS.get(unit, "#,##0.####" if not unit else "#,##0")
