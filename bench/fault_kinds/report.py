"""The table of faults, as a page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.fault_kinds.cases import Fault
from district_reports.settings import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "faults.md"

_HEAD = """# Faults

Made by `python -m bench.faults`; run it again after a change of readers or rules. Clean made-up submissions
(`district-reports generate`) are given one known fault each, by program; all are read, built and judged at once.
*Caught*: a rule that may rightly tell the fault did, on its subject. *Held beyond*: submissions of which more than the
fault's own subject was held. *Also told*: other rules, such as those that see its consequences.

"""


@dataclass
class Tally:
    """What became of one kind: `rules` tells which rules of the right groups told it, `others` which else did."""

    placed: int = 0
    caught: int = 0
    held_beyond: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def write_page(faults: Sequence[Fault], tallies: Mapping[str, Tally], clean: Tally) -> str:
    """The whole page; the same counts give the same text."""
    placed, caught = (sum(getattr(one, name) for one in tallies.values()) for name in ("placed", "caught"))
    share = 100 * caught / placed if placed else 0
    held = sum(one.held_beyond for one in tallies.values())
    found = f"{caught} caught ({share:.1f} %), {held} held beyond their subject"
    alarms = f"{clean.caught} with any finding ({_rules(clean.others)}), {clean.held_beyond} held"
    lines = [
        f"{len(tallies)} kinds, {placed} faults: {found}. {clean.placed} clean submissions: {alarms}.",
        "",
        "| fault | what is put in | subject | caught | by | held beyond | also told |",
        "|---|---|---|---:|---|---:|---|",
    ]
    for kind in faults:
        one = tallies[kind.name]
        cells = (
            kind.name.replace("_", " "), str(kind.spoil.__doc__), kind.subject, f"{one.caught} / {one.placed}",
            _rules(one.rules), str(one.held_beyond), _rules(one.others),
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return _HEAD + "\n".join(lines) + "\n"


def _rules(rules: Mapping[str, int]) -> str:
    most = sorted(rules.items(), key=lambda entry: (-entry[1], entry[0]))[:4]
    return ", ".join(f"{rule} {count}" for rule, count in most) or "–"
