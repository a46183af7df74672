"""The source of a made-up report: a YAML head (letterhead, title, signatures) and a body in light markup.

Body: a blank line ends a paragraph; `#`, `##`, `###` begin headings; `[^7]` cites a footnote, `[^7]: …` is its body;
`| a | b |` is a row of a table. Everything else is text, list labels included.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
CITATION = re.compile(r"\[\^(\d+)\]")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Block:
    """A paragraph (`kind` `text`), a heading (`heading 1` … `heading 3`) or rows of a table (`table`)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """A report before it has a format. `head` may have what `write_text` prints."""

    head: dict
    blocks: tuple[Block, ...]
    footnotes: dict[str, str]

    @property
    def left_head(self) -> list[str]:
        return [*self.head.get("authority", []), *filter(None, [self.head.get("number")])]

    @property
    def right_head(self) -> list[str]:
        return [*NATION, self.head["place_and_date"]] if "place_and_date" in self.head else []


def read_source(path: Path) -> Source:
    """Parses a source file; a footnote cited but not written is an error."""
    halves = re.match(r"---\n(.*?)\n---\n(.*)", path.read_text(encoding="utf-8"), re.DOTALL)
    if halves is None:
        raise ValueError(f"{path}: no YAML head between two lines of three hyphens")
    blocks, footnotes = [], {}
    for chunk in filter(None, (chunk.strip() for chunk in re.split(r"\n\s*\n", halves[2]))):
        note = re.match(r"\[\^(\d+)\]: (.*)", chunk, re.DOTALL)
        if note:
            footnotes[note[1]] = " ".join(note[2].split())
        else:
            blocks.append(_parse_block(chunk))
    cited = {mark for block in blocks for mark in CITATION.findall(block.text)}
    if cited != set(footnotes):
        raise ValueError(f"{path}: footnotes cited and written differ: {sorted(cited ^ set(footnotes))}")
    return Source(yaml.safe_load(halves[1]), tuple(blocks), footnotes)


def _parse_block(chunk: str) -> Block:
    if chunk.startswith("|"):
        rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in chunk.splitlines()]
        return Block("table", rows=tuple(rows))
    text = " ".join(chunk.split())
    marks = re.match(r"(#{1,3}) ", text)
    return Block(f"heading {len(marks[1])}", text[marks.end() :]) if marks else Block("text", text)


def with_superscripts(text: str) -> str:
    """Writes citations as a text file does: `đồng[^7]` → `đồng⁷`."""
    return CITATION.sub(lambda found: found[1].translate(_SUPERSCRIPT), text)


def write_text(source: Source) -> str:
    """The report as plain text: paragraphs between blank lines, each footnote behind the paragraph that cites it."""
    head = source.head
    paragraphs = [*source.left_head, *source.right_head, *filter(None, [head.get("title"), head.get("subject")])]
    for block in source.blocks:
        paragraphs += [" | ".join(row) for row in block.rows] or [with_superscripts(block.text)]
        for mark in CITATION.findall(block.text):
            paragraphs.append(f"{mark.translate(_SUPERSCRIPT)} {source.footnotes[mark]}")
    paragraphs += [*recipients(source), *head.get("signed", [])]
    return "\n\n".join(paragraphs) + "\n"


def recipients(source: Source) -> list[str]:
    """The list of recipients with its heading, or nothing."""
    names = source.head.get("recipients", [])
    return ["Nơi nhận:", *(f"- {name};" for name in names)] if names else []
