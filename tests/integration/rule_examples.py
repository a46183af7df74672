"""The examples of `tests/samples/rules`: for each rule one submission that breaks it and one that keeps it, as data.

An example holds one of `text` (the body of a small report), `table` (rows of one in a Word report), `sheet` (rows of
cells, made from our `template` of a form or not), `figures` (one line a figure), `rollups` (rows of a rollup table, for
rules of gate 2), `file` (a sample's name, or an archive's parts). Beside it may stand `round`, `head: none` (the text
brings its own letterhead), `with` (another part of the same submission), `earlier` (submissions of the same unit that
came before), `own` and `neighbours` (what stands for `{}` in the figures of this unit, and of others of its province,
one each), `received` (the day it came, else a week after its round), `cut_off`, `document_date`, and `also` (further
rules it breaks, each with the reason).
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import yaml

from district_reports import registry
from district_reports.figures import Figure, Reading, SubmissionIdentity
from district_reports.readers.layouts import find_layout
from district_reports.readers.submissions import read_package
from district_reports.readers.workbooks.declaration import fingerprint
from district_reports.readers.workbooks.figures import IDENTITY_SHEET
from district_reports.settings import PROJECT_DIR
from district_reports.values import end_of_round, parse_number

SAMPLES = PROJECT_DIR / "tests" / "samples"
SIDES = ("breaks", "keeps")
ROUND = "2024"
UNITS = {"triệu đồng": "vnd", "%": "percent", "điểm %": "pp", "hộ": "households", "người": "people", "xã": "communes",
         "nhà": "houses", "chỉ số": "deprivations", "chỉ tiêu": "targets", "lao động": "people"}  # fmt: skip
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = """UBND HUYỆN {unit}

Số: 215/BC-UBND

{unit}, ngày 05 tháng 12 năm {year}

BÁO CÁO

Kết quả thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững năm {year}

"""


@dataclass(frozen=True)
class Example:
    """One side of a rule: what is sent, and which further rules it may break."""

    rule: str
    side: str
    content: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.rule} {self.side}"

    @property
    def is_rollup(self) -> bool:
        return "rollups" in self.content

    @property
    def also(self) -> Mapping[str, str]:
        return self.content.get("also", {})


def load_examples(folder: Path = SAMPLES / "rules") -> list[Example]:
    """Every example, two to a rule."""
    documents = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}
    return [Example(code, side, document[side]) for code, document in documents.items() for side in SIDES]


def read_submissions(example: Example, number: int) -> Iterator[tuple[date, Reading]]:
    """What is sent and the day it came, the submission that is looked at last; each number is a unit of its own."""
    content = example.content
    unit, *others = _units(number, has_neighbours="neighbours" in content)
    for other, sent in zip(others, content.get("neighbours", ()), strict=False):
        yield _read(content, other, sent)
    for earlier in content.get("earlier", ()):
        yield _read(earlier, unit)
    yield _read(content, unit, content.get("own", ""))


def _units(number: int, *, has_neighbours: bool) -> list[registry.Area]:
    """The unit of an example and the others of its province; examples with neighbours have a province of their own."""
    provinces, others = registry.provinces()[:45], registry.provinces()[45:]
    among = others if has_neighbours else provinces
    province = among[number % len(among)]
    # "Quận 1" in a letterhead would be a number to account for.
    named = [one for one in registry.districts_of(province.code) if not any(map(str.isdigit, one.name))]
    place = 0 if has_neighbours else number // len(provinces)
    return [named[place], *named[:place], *named[place + 1 :]]


def _read(content: Mapping[str, Any], unit: registry.Area, sent: Any = "") -> tuple[date, Reading]:
    reading = _read_parts(content, unit, sent)
    reading = replace(reading, identity=replace(reading.identity, **_dates(content)))
    return content.get("received", end_of_round(str(content.get("round", ROUND))) + timedelta(days=7)), reading


def _dates(content: Mapping[str, Any]) -> dict[str, date]:
    names = {"cut_off": "cut_off_date", "document_date": "document_date"}
    return {column: content[name] for name, column in names.items() if name in content}


def _read_parts(content: Mapping[str, Any], unit: registry.Area, sent: Any) -> Reading:
    parts = (content, *content.get("with", ()))
    round_ = str(content.get("round", ROUND))
    figures = [figure for part in parts for figure in _figures(part.get("figures", ()), round_[:4], sent)]
    files = [file for part in parts for file in _files(part, unit, round_[:4])]
    declared = (None, None) if content.get("head") == "none" else (unit.code, round_)
    if files:
        reading = read_package(files, *declared)
        return replace(reading, figures=(*reading.figures, *figures))
    identity = SubmissionIdentity(unit.area_list, unit.province_code, "", unit.code, unit.name, "district", round_,
                                  document_type="report")  # fmt: skip
    return Reading(identity, tuple(figures))


def _figures(rows: Sequence[Mapping[str, str]], year: str, sent: Any) -> Iterator[Figure]:
    """Figures from rows such as `{capital_assigned: 100 triệu đồng, project: DA2}`; `{}` stands for what was sent."""
    for place, row in enumerate(rows):
        (indicator, said), *rest = row.items()
        text, _, unit_text = str(said).format(sent).partition(" ")
        measure = indicator.removeprefix("capital_")
        is_money = indicator.startswith("capital_") or indicator == "approved_budget"
        is_capital = is_money or indicator.startswith("disbursement")
        given = {"kind": measure if is_money else "actual", "period": year,
                 "budget_year": year if is_capital else ""} | {name: str(value) for name, value in rest}  # fmt: skip
        project = given.get("project", "")
        given |= {"project": project.split(".")[0], "subproject": project if "." in project else ""}
        sign = -1 if text.startswith("-") else 1
        value = sign * parse_number(text.lstrip("-")) * (1_000_000 if unit_text == "triệu đồng" else 1)
        yield Figure(f"f{place:02}", indicator, value, UNITS[unit_text], value_text=text.lstrip("-"),
                     unit_text=unit_text, locator=given.pop("locator", f"a.txt#p{place}:0-9"), **given)  # fmt: skip


def _files(part: Mapping[str, Any], unit: registry.Area, year: str) -> Iterator[tuple[str, bytes]]:
    if "text" in part:
        head = "" if part.get("head") == "none" else HEAD.format(unit=unit.name, year=year)
        yield "bao-cao.txt", (head + part["text"].replace("\n", "\n\n")).encode()
    if "table" in part:
        yield "bao-cao.docx", _word(part, HEAD.format(unit=unit.name, year=year))
    if "sheet" in part:
        yield "bieu.xlsx", _workbook(part, unit)
    if "file" in part:
        yield _file(part["file"])


def _word(part: Mapping[str, Any], head: str) -> bytes:
    paragraphs = "".join(map(_paragraph, head.strip().split("\n\n")))
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in part["table"]
    )
    body = f"<w:body>{paragraphs}<w:tbl>{rows}</w:tbl></w:body>"
    return _archive(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {_WORD}>{body}</w:document>"}
    )


def _paragraph(text: object) -> str:
    return f"<w:p><w:r><w:t>{escape(str(text))}</w:t></w:r></w:p>"


def _workbook(part: Mapping[str, Any], unit: registry.Area) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = part.get("sheet_name", "Biểu")
    for row in part["sheet"]:
        sheet.append(row)
    if part.get("is_hidden"):
        book.create_sheet("Trang bìa")
        sheet.sheet_state = "hidden"
    if "template" in part:
        layout = find_layout(part["template"]["form"])
        said = {"version": layout.version, "layout_sha256": fingerprint(layout), "area_list": unit.area_list,
                "unit": unit.code, "round": ROUND, "sheet": sheet.title} | part["template"]  # fmt: skip
        identity = book.create_sheet(IDENTITY_SHEET)
        identity.sheet_state = "hidden"
        for key, value in said.items():
            identity.append([key, str(value)])
    return _saved(book.save)


def _file(file: str | Mapping[str, Any]) -> tuple[str, bytes]:
    """A sample as it is, or an archive written from its parts."""
    if isinstance(file, str):
        return Path(file).name, (SAMPLES / file).read_bytes()
    return file["name"], _archive(file["parts"])


def _archive(parts: Mapping[str, str | int]) -> bytes:
    """An archive of texts, and of zeros where only a size is given."""

    def save(target: io.BytesIO) -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, bytes(text) if isinstance(text, int) else text)

    return _saved(save)


def _saved(save: Any) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
