"""One page of a PDF → its lines in reading order: raised digits as superscripts, columns side by side, table rows."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from pdfplumber.page import Page

from district_reports.readers.documents.paragraphs import SET, TABLE, Cell
from district_reports.readers.documents.pdf_letters import Letter

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = "0123456789"
# In shares of the letter size: white space that is a space, and white space that parts two columns.
_SPACE, _COLUMN_GAP = 0.2, 2.5


@dataclass(frozen=True)
class Line:
    """A printed line in points from the top left corner; `style` is `table` for a row of a ruled table, `set` without.

    `table` is the number of its table, 0 for none, `cells` what it is made of, `edges` where the table's rulings stand.
    """

    text: str
    top: float
    bottom: float
    left: float
    right: float
    size: float
    first_word_width: float = 0.0
    is_centred: bool = False
    column: int = 0
    style: str = ""
    table: int = 0
    cells: tuple[Cell, ...] = ()
    edges: tuple[float, ...] = ()

    @property
    def is_row(self) -> bool:
        return self.style in (TABLE, SET)


def read_lines(letters: list[Letter], page: Page) -> list[Line]:
    """Letters of a page as lines, in no particular order; a line across two columns is cut in two."""
    return [line for group in group_by_line(letters) for line in split_line(group, page)]


def order_lines(lines: list[Line]) -> list[Line]:
    """Lines and rows from the top down; what stands in two columns left column first."""
    ordered: list[Line] = []
    for _, group in groupby(sorted(lines, key=lambda line: line.bottom), key=lambda line: line.column > 0):
        ordered += sorted(group, key=lambda line: line.column)
    return ordered


def is_inside(letter: Letter, box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a letter lies in a box (left, top, right, bottom)."""
    middle_x, middle_y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3]


def join_lines(text: str, line: str) -> str:
    """A line that was wrapped, put behind what stands before it."""
    # "NQ-" "HĐND", "2021-" "2025", "15/" "NQ": broken inside a word. A dash between words has its space before it.
    is_broken_word = re.search(r"[^\s\-/][-/\u00ad]$", text) is not None
    return f"{text}{line}" if is_broken_word else f"{text} {line}"


def group_by_line(letters: list[Letter]) -> list[list[Letter]]:
    """Groups letters whose middle lies within the height of a line begun by a letter of full size."""
    groups: list[list[Letter]] = []
    boxes: list[tuple[float, float]] = []
    sizes = Counter(letter["size"] for letter in letters if not letter["text"].isspace())
    small = 0.7 * sizes.most_common(1)[0][0] if sizes else 0.0
    marks = [letter for letter in letters if letter["size"] < small and letter["text"] in _DIGITS]
    for letter in sorted(letters, key=lambda letter: (round(letter["bottom"]), letter["x0"])):
        if letter["size"] < small and letter["text"] in _DIGITS:
            continue
        if boxes and _lies_in(letter, boxes[-1]):
            groups[-1].append(letter)
        else:
            groups.append([letter])
            boxes.append((letter["top"], letter["bottom"]))
    for letter in marks:
        place = next((place for place, box in enumerate(boxes) if _lies_in(letter, box)), None)
        if place is not None:
            groups[place].append(letter)
        else:
            groups.append([letter])
            boxes.append((letter["top"], letter["bottom"]))
    return [sorted(group, key=lambda letter: letter["x0"]) for group in groups]


def _lies_in(letter: Letter, box: tuple[float, float]) -> bool:
    return box[0] <= (letter["top"] + letter["bottom"]) / 2 <= box[1]


def split_line(letters: list[Letter], page: Page, gap: float = _COLUMN_GAP) -> list[Line]:
    """Cuts a line at white space as wide as `gap`, in shares of the letter size: else that between two columns."""
    size = Counter(round(letter["size"], 1) for letter in letters).most_common(1)[0][0]
    pieces: list[list[Letter]] = []
    for letter in (letter for letter in letters if not letter["text"].isspace()):
        if pieces and letter["x0"] - pieces[-1][-1]["x1"] <= gap * size:
            pieces[-1].append(letter)
        else:
            pieces.append([letter])
    column_of = range(1, len(pieces) + 1) if len(pieces) > 1 else [0]
    return [_build_line(piece, size, column, page) for piece, column in zip(pieces, column_of, strict=True)]


def _build_line(letters: list[Letter], size: float, column: int, page: Page) -> Line:
    words: list[list[Letter]] = []
    for letter in letters:
        if words and letter["x0"] - words[-1][-1]["x1"] <= _SPACE * size:
            words[-1].append(letter)
        else:
            words.append([letter])
    baseline = max(letter["bottom"] for letter in letters if letter["size"] >= 0.8 * size)
    text = " ".join("".join(_write_letter(letter, size, baseline) for letter in word) for word in words)
    left, right = letters[0]["x0"], letters[-1]["x1"]
    left_room, right_room = left - float(page.bbox[0]), float(page.bbox[2]) - right
    is_centred = left_room > float(page.width) / 5 and abs(left_room - right_room) < float(page.width) / 12
    top, first_word = min(letter["top"] for letter in letters), words[0][-1]["x1"] - left
    return Line(unicodedata.normalize("NFC", text), top, baseline, left, right, size, first_word, is_centred, column)


def _write_letter(letter: Letter, size: float, baseline: float) -> str:
    is_raised = letter["size"] < 0.8 * size and letter["bottom"] < baseline - 0.1 * size
    return letter["text"].translate(_SUPERSCRIPT) if is_raised else letter["text"]
