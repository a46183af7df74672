"""Writes docs/rules.md from the rule catalogue: `python scripts/write_rules_page.py`."""

from pathlib import Path

from district_reports.rules import Rule, load_rules

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
GROUPS = {
    "CAP": "Limits and co-financing",
    "CHK": "Checks that could not run",
    "DOC": "The document",
    "DUP": "One quantity told two ways",
    "LAB": "Labels against sums",
    "RAT": "Printed rates against recomputed",
    "REF": "Units, periods, rows",
    "STA": "Preliminary or official",
    "SUM": "Parts and wholes",
    "TYP": "What cannot be read",
}
HEAD = """# Rules

Made from `district_reports/rules.yml` by `python scripts/write_rules_page.py`; change the catalogue, not this page.

A *critical* finding holds its subject (`submission`: all of it), a *warning* marks what is published, an *info* notes.
"""


def write_page() -> str:
    """The page as text, one table for each group of rules."""
    sections = [HEAD]
    for group, title in GROUPS.items():
        sections.append(f"## {group}: {title}\n")
        sections.append("| rule | severity | subject | why | what the sender is told |\n|---|---|---|---|---|")
        sections.extend(_row(rule) for rule in load_rules().values() if rule.group == group)
        sections.append("")
    return "\n".join(sections)


def _row(rule: Rule) -> str:
    cells = (rule.code, rule.severity, rule.subject, rule.reason, f"{rule.message_vi}<br>*{rule.message_en}*")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
