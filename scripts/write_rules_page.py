"""Writes docs/rules.md from the rule catalogue and its examples: `python scripts/write_rules_page.py`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from district_reports.registry import indicators
from district_reports.rules import Rule, describe_line, load_rules

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "rules.md"
EXAMPLES = PROJECT / "tests" / "samples" / "rules"
GROUPS = {
    "BAL": "Movement of households",
    "CAP": "Limits and co-financing",
    "CHG": "Changes against what was accepted before",
    "CHK": "Checks that could not run",
    "DOC": "The document",
    "DUP": "One quantity told two ways",
    "ELI": "Who and what may be counted",
    "LAB": "Labels against sums, titles and verdicts",
    "OUT": "Sizes against history and peers",
    "RAT": "Printed rates against recomputed",
    "REF": "Units, periods, rows",
    "STA": "Preliminary or official, and by which standard",
    "SUM": "Parts and wholes",
    "TIM": "In time",
    "TYP": "What cannot be read",
}
HEAD = """# Rules

Made from `district_reports/rules.yml` and `tests/samples/rules/` by `python scripts/write_rules_page.py`; change these,
not this page.

A *critical* finding holds its subject (`submission`: all of it), a *warning* marks what is published, an *info* notes.
Each rule has an example that breaks it (✗) and one that keeps it (✓), as small as can be; a test sends them all.
"""
LONGEST = 400
_WORDING = re.compile(r":\w+}")
"""How a value is worded, behind its name."""


def write_page() -> str:
    """The page as text, one table for each group of rules."""
    sections = [HEAD]
    for group, title in GROUPS.items():
        rows = [_row(rule) for rule in load_rules().values() if rule.group == group]
        if rows:
            sections.append(f"## {group}: {title}\n")
            sections.append("| rule | severity | subject | why | what the sender is told | examples |")
            sections.append("|---|---|---|---|---|---|")
            sections.extend([*rows, ""])
    return "\n".join(sections)


def _row(rule: Rule) -> str:
    told = _WORDING.sub("}", f"{rule.message_vi}<br>*{rule.message_en}*")
    cells = (rule.code, rule.severity, rule.subject, rule.reason, told, _examples(rule.code))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _examples(code: str) -> str:
    path = EXAMPLES / f"{code}.yml"
    if not path.exists():
        return "–"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return f"✗ {_in_words(document['breaks'])}<br>✓ {_in_words(document['keeps'])}"


def _in_words(content: Mapping[str, Any]) -> str:
    """An example as a sentence: what was sent, with what, after what, and what else it breaks."""
    said = "; ".join(_parts(content))
    said = said if len(said) <= LONGEST else f"{said[:LONGEST]} …"
    also = ", ".join(f"{code} ({reason})" for code, reason in content.get("also", {}).items())
    return f"{said}. Also breaks {also}." if also else said


def _parts(content: Mapping[str, Any]) -> Iterator[str]:
    """What is sent, each part as text, in the order it arrives."""
    for earlier in content.get("earlier", ()):
        yield f"({earlier.get('round', '')}: {_in_words(earlier)})"
    for name, say in _SAY.items():
        if name in content:
            yield from say(content)
    for other in content.get("with", ()):
        yield f"with {_in_words(other)}"


def _rows(rows: Sequence[Sequence[Any]]) -> str:
    return " / ".join(" · ".join(str(cell) for cell in row if cell != "") for row in rows)


def _figure(row: Mapping[str, str]) -> str:
    """`{capital_assigned: 100 triệu đồng, project: DA2}` → "Dự án 2, vốn được giao 100 triệu đồng"."""
    (indicator, said), *rest = row.items()
    given = {name: str(value) for name, value in rest}
    if "." in given.get("project", ""):
        given |= {"project": given["project"].split(".")[0], "subproject": given["project"]}
    registered = indicators()[indicator]
    line = {"measure": indicator.removeprefix("capital_"), "measure_vi": registered.label_vi,
            "is_capital": "yes" if registered.subject == "capital" else ""} | given  # fmt: skip
    marks = [given[name] for name in ("kind", "period", "presence") if given.get(name)]
    return f"{describe_line(line)[0]} {said}" + (f" ({', '.join(marks)})" if marks else "")


def _file(file: str | Mapping[str, Any]) -> str:
    if isinstance(file, str):
        return f"`{file}`"
    parts = (f"{size:,} bytes of zeros" if isinstance(size, int) else f"`{size}`" for size in file["parts"].values())
    return f"{file['name']} holding {', '.join(parts)}"


def _cells(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.items() if value not in ("", None))


_SAY: dict[str, Callable[[Mapping[str, Any]], Iterable[str]]] = {
    "figures": lambda content: [_figure(row).replace("{}", str(content.get("own", ""))) for row in content["figures"]],
    "neighbours": lambda content: [f"the other units of the province {', '.join(map(str, content['neighbours']))}"],
    "received": lambda content: [f"received {content['received']}"],
    "cut_off": lambda content: [f"as of {content['cut_off']}"],
    "text": lambda content: [f"“{' / '.join(content['text'].strip().splitlines())}”"],
    "table": lambda content: [_rows(content["table"])],
    "sheet": lambda content: [_rows(content["sheet"])],
    "template": lambda content: [f"made from a template that says {_cells(content['template'])}"],
    "file": lambda content: [_file(content["file"])],
    "rollups": lambda content: [
        f"`{table}` {' / '.join(map(_cells, rows))}" for table, rows in content["rollups"].items()
    ],
}


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
