"""Automatic numbers of Word lists ("I.", "1.", "a)") written out, since the document itself holds only their rules."""

import re
import zipfile
from collections import defaultdict

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_VAL = f"{WORD}val"


def read_xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Parses one part of the archive, refusing entities and the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)


class Numbering:
    """Counts list items as Word does; `describe` must be called once for each paragraph, in order."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        names = archive.namelist()
        self.abstract_of: dict[str, str] = {}
        self.levels: dict[tuple[str, int], etree._Element] = {}
        self.restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.styles: dict[str, etree._Element] = {}
        if "word/numbering.xml" in names:
            self._read_rules(read_xml(archive, "word/numbering.xml"))
        if "word/styles.xml" in names:
            root = read_xml(archive, "word/styles.xml")
            self.styles = {style.get(f"{WORD}styleId", ""): style for style in root.iterfind(f"{WORD}style")}

    def describe(self, paragraph: etree._Element) -> tuple[str, str]:
        """Returns the label Word prints before a paragraph ("a) " or "") and its style ("heading 1", "list 2")."""
        style_id = _value(paragraph.find(f"{WORD}pPr/{WORD}pStyle"))
        style = self.styles.get(style_id)
        name = "" if style is None else _value(style.find(f"{WORD}name")).lower()
        number_id, level = self._find_list(paragraph, style)
        label = self._next_label(number_id, level)
        if name.startswith(("heading", "title")):
            return label, name
        return label, f"list {level + 1}" if label else ""

    def _read_rules(self, root: etree._Element) -> None:
        for abstract in root.iterfind(f"{WORD}abstractNum"):
            key = abstract.get(f"{WORD}abstractNumId", "")
            for level in abstract.iterfind(f"{WORD}lvl"):
                self.levels[key, int(level.get(f"{WORD}ilvl", "0"))] = level
        for number in root.iterfind(f"{WORD}num"):
            number_id = number.get(f"{WORD}numId", "")
            self.abstract_of[number_id] = _value(number.find(f"{WORD}abstractNumId"))
            for override in number.iterfind(f"{WORD}lvlOverride"):
                start = override.find(f"{WORD}startOverride")
                if start is not None:
                    self.restarts[number_id][int(override.get(f"{WORD}ilvl", "0"))] = int(_value(start) or 1)

    def _find_list(self, paragraph: etree._Element, style: etree._Element | None) -> tuple[str, int]:
        properties = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        steps = 0
        while properties is None and style is not None and steps < 20:
            properties = style.find(f"{WORD}pPr/{WORD}numPr")
            style = self.styles.get(_value(style.find(f"{WORD}basedOn")))
            steps += 1
        if properties is None:
            return "", 0
        level = _value(properties.find(f"{WORD}ilvl"))
        return _value(properties.find(f"{WORD}numId")), int(level or 0)

    def _next_label(self, number_id: str, level: int) -> str:
        abstract = self.abstract_of.get(number_id)
        rule = self.levels.get((abstract or "", level))
        if abstract is None or rule is None:
            return ""
        counts = self.counts[abstract]
        restart = self.restarts[number_id].pop(level, None)
        start = int(_value(rule.find(f"{WORD}start")) or 1)
        counts[level] = restart if restart is not None else counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return self._render(abstract, rule, counts)

    def _render(self, abstract: str, rule: etree._Element, counts: dict[int, int]) -> str:
        pattern = _value(rule.find(f"{WORD}lvlText"))
        if _value(rule.find(f"{WORD}numFmt")) == "bullet":
            return "+ " if pattern.strip() == "+" else "- "
        label = re.sub(r"%(\d)", lambda found: self._render_count(abstract, int(found[1]) - 1, counts), pattern)
        space = "" if _value(rule.find(f"{WORD}suff")) == "nothing" else " "
        return f"{label}{space}" if label else ""

    def _render_count(self, abstract: str, level: int, counts: dict[int, int]) -> str:
        rule = self.levels.get((abstract, level))
        number_format = "decimal" if rule is None else _value(rule.find(f"{WORD}numFmt"))
        start = 1 if rule is None else int(_value(rule.find(f"{WORD}start")) or 1)
        return format_count(counts.get(level, start), number_format)


def format_count(count: int, number_format: str) -> str:
    """Writes a count as Word's number format does: `decimal`, `upperRoman`, `lowerLetter`, …"""
    if number_format in ("upperRoman", "lowerRoman"):
        text = "".join(letter for letter in _roman_letters(count))
        return text if number_format == "upperRoman" else text.lower()
    if number_format in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format == "none":
        return ""
    return f"{count:02d}" if number_format == "decimalZero" else str(count)


def _roman_letters(count: int) -> list[str]:
    letters = []
    for value, letter in _ROMAN:
        while count >= value:
            letters.append(letter)
            count -= value
    return letters


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_VAL, "")
