"""The rule catalogue (`rules.yml`): loads it, checks it, and words findings in Vietnamese and English. Pure."""

import hashlib
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

from district_reports.problems import DistrictReportsError, Problem, Severity
from district_reports.values import format_number

LANGUAGES = ("vi", "en")
SUBJECTS = ("capital", "poverty", "targets", "support")
WHOLE_SUBMISSION = "submission"
LISTED_PARTS = 8

_CATALOGUE = Path(__file__).with_name("rules.yml")
_CODE = re.compile(r"[A-Z]{3}-\d{3}")
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue; messages hold `{placeholders}` for numbers and places."""

    code: str
    subject: str
    severity: Severity
    reason: str
    message_vi: str
    message_en: str

    @property
    def group(self) -> str:
        """The area the rule belongs to: `SUM` for `SUM-001`."""
        return self.code[:3]

    @property
    def placeholders(self) -> frozenset[str]:
        """The names a message needs a value for."""
        return _placeholders(self.message_vi)


class RefusedFile(Protocol):
    """An exception that already says, in both languages, which file broke which rule."""

    rule: str
    file_name: str
    message_vi: str
    message_en: str


@cache
def load_rules() -> dict[str, Rule]:
    """The catalogue by code. Raises DistrictReportsError naming the rule that is not well formed."""
    rules = {code: _parse(code, entry) for code, entry in _read_catalogue()["rules"].items()}
    return dict(sorted(rules.items()))


@cache
def rule_set_version() -> str:
    """Twelve hex digits that change whenever the catalogue does."""
    return hashlib.sha256(_CATALOGUE.read_bytes()).hexdigest()[:12]


def find_rule(code: str) -> Rule:
    """The rule with this code. Raises DistrictReportsError when the catalogue has none."""
    try:
        return load_rules()[code]
    except KeyError:
        raise _refuse(code, "is not in the catalogue") from None


def render(code: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """The Vietnamese and the English message of a rule.

    `values` has one entry for each placeholder; an entry that is a pair stands for (Vietnamese, English). Raises
    DistrictReportsError when one is missing.
    """
    rule = find_rule(code)
    if missing := rule.placeholders - values.keys():
        raise _refuse(code, f"needs {', '.join(sorted(missing))}")
    vietnamese = {name: value[0] if isinstance(value, tuple) else value for name, value in values.items()}
    english = {name: value[1] if isinstance(value, tuple) else value for name, value in values.items()}
    return rule.message_vi.format(**vietnamese), rule.message_en.format(**english)


def problem(code: str, *, location: str, found: str, subject: str = "", **values: Any) -> Problem:
    """A problem that breaks a rule, worded from `values`; `found` is the text as sent."""
    rule = find_rule(code)
    message_vi, message_en = render(code, values)
    return Problem(code, rule.severity, subject or rule.subject, location, found, message_vi, message_en)


def problem_of(refusal: RefusedFile) -> Problem:
    """The problem of a file that no reader could open."""
    rule = find_rule(refusal.rule)
    return Problem(
        rule.code, rule.severity, rule.subject, refusal.file_name, refusal.file_name,
        refusal.message_vi, refusal.message_en,
    )  # fmt: skip


def format_amount(value: Decimal, unit: str) -> tuple[str, str]:
    """A value with its unit as Vietnamese and as English readers write it; money in millions.

    >>> format_amount(Decimal(9336000000), "vnd")
    ('9.336 triệu đồng', '9,336 million VND')
    """
    if unit == "vnd":
        return _both(value / _MILLION, " triệu đồng", " million VND")
    if unit == "percent":
        return _both(round(value, 4), " %", " %")
    return _both(round(value, 4), f" {_unit('vi', unit)}", f" {_unit('en', unit)}")


def describe_line(line: Mapping[str, str]) -> tuple[str, str]:
    """A line of a report in words, from its dimensions (`project`, `fund_source`, …); what is not said is left out.

    >>> describe_line({"project": "DA3", "measure": "assigned", "budget_year": "2024"})
    ('Dự án 3, vốn được giao năm 2024', 'Project 3, capital assigned 2024')
    """
    return _describe(line, "vi"), _describe(line, "en")


def word_relation(relation: Mapping[str, Any]) -> dict[str, Any]:
    """What the messages about a relation need, from a row of `int_relations_judged`."""
    unit, details = relation["unit"], relation["details"]
    values: dict[str, Any] = {
        "where": describe_line(relation["line"]),
        "stated": format_amount(relation["stated"], unit),
        "computed": format_amount(relation["computed"], unit),
        "difference": format_amount(abs(relation["difference"]), unit),
        "parts": _list_parts(details.get("parts", []), unit),
        "related": _list_related(relation["related"], is_line_held=relation.get("is_line_held", False)),
    }
    if details.get("denominator") is not None:
        for name in ("numerator", "denominator"):
            values[name] = format_amount(_decimal(details[name]), details["amount_unit"])
        values["denominator_name"] = describe_line(details["denominator_line"])
    if "norm" in details:
        values["share"] = format_amount(_decimal(details["norm"]) * 100, "percent")
    if "labelled" in details:
        values |= {name: word("capital_type", details[name]) for name in ("labelled", "corrected")}
    return values


def word(kind: str, key: str) -> tuple[str, str]:
    """What a code is called: `word("capital_type", "recurrent")` → ("vốn sự nghiệp", "recurrent capital")."""
    return _named(_words("vi"), kind, {kind: key}), _named(_words("en"), kind, {kind: key})


def _describe(line: Mapping[str, str], language: str) -> str:
    words = _words(language)
    measure = " ".join(part for part in (_named(words, "measure", line), _year(words, line)) if part)
    parts = [*_places(words, line), measure, *_qualifiers(words, line)]
    return ", ".join(part for part in parts if part)


def _places(words: Mapping[str, Any], line: Mapping[str, str]) -> list[str]:
    if not line.get("project"):
        return [line.get("place") or (words["programme"] if line.get("is_capital") else "")]
    parts = [words["project"].format(line["project"].removeprefix("DA"))]
    if line.get("subproject"):
        parts.append(words["subproject"].format(line["subproject"].rpartition("TDA")[2]))
    return [*parts, _named(words, "component", line), line.get("place", "")]


def _qualifiers(words: Mapping[str, Any], line: Mapping[str, str]) -> list[str]:
    named = [_named(words, kind, line) for kind in ("fund_source", "capital_type") if line.get(kind) not in ("", "all")]
    return [*named, *(words["breakdown"].get(token, token) for token in (line.get("breakdown") or "").split(";"))]


def _named(words: Mapping[str, Any], kind: str, line: Mapping[str, str]) -> str:
    key = line.get(kind) or ""
    return words[kind].get(key) or _label(words, kind, line) or key.replace("_", " ")


def _label(words: Mapping[str, Any], kind: str, line: Mapping[str, str]) -> str:
    """What the registry calls it, where the line brings that along; in the middle of a sentence."""
    label = line.get(f"{kind}_{words['language']}") or ""
    return label[:1].lower() + label[1:]


def _year(words: Mapping[str, Any], line: Mapping[str, str]) -> str:
    return words["of_year"].format(line["budget_year"]) if line.get("budget_year") else ""


def _list_related(relations: Sequence[Mapping[str, Any]], *, is_line_held: bool) -> tuple[str, str]:
    """A sentence with the other contradictions of one cause, and one that a line is left out; empty for neither."""
    told = []
    for relation in relations[:LISTED_PARTS]:
        where = describe_line(relation["line"])
        stated, computed = (
            format_amount(_decimal(relation[name]), relation["unit"]) for name in ("stated", "computed")
        )
        sentence = "likewise" if stated == computed else "against"
        told.append([
            _words(language)[sentence].format(where=where[index], stated=stated[index], computed=computed[index])
            for index, language in enumerate(LANGUAGES)
        ])  # fmt: skip
    vietnamese, english = (
        (_words(language)["related"].format("; ".join(row[index] for row in told)) if told else "")
        + (_words(language)["held"] if is_line_held else "")
        for index, language in enumerate(LANGUAGES)
    )
    return vietnamese, english


def _list_parts(parts: Sequence[Mapping[str, Any]], unit: str) -> tuple[str, str]:
    """The parts of a sum with their values; the empty ones only where all are."""
    real = [part for part in parts if _decimal(part["value"])] or list(parts)
    names = [_name_part(part["kind"], part["part"]) for part in real[:LISTED_PARTS]]
    amounts = [format_amount(_decimal(part["value"]), unit) for part in real[:LISTED_PARTS]]
    more = "; …" if len(real) > LISTED_PARTS else ""
    listed = [
        "; ".join(f"{name[index]} {amount[index]}" for name, amount in zip(names, amounts, strict=True)) + more
        for index in range(len(LANGUAGES))
    ]
    return listed[0], listed[1]


def _name_part(kind: str, part: str) -> tuple[str, str]:
    if kind == "project":
        return describe_line({"project": part})
    if kind == "subproject":
        number = part.rpartition("TDA")[2]
        vietnamese, english = (_words(language)["subproject"].format(number) for language in LANGUAGES)
        return vietnamese, english
    return (part, part) if kind in ("budget_year", "place") else word(kind, part)


def _decimal(value: Any) -> Decimal:
    """A number of a JSON document, exactly as it is written there."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _both(value: Decimal, vietnamese: str, english: str) -> tuple[str, str]:
    text = format_number(value)
    return f"{text}{vietnamese}".rstrip(), f"{text.translate(str.maketrans(',.', '.,'))}{english}".rstrip()


def _unit(language: str, unit: str) -> str:
    return _words(language)["units"].get(unit, unit)


@cache
def _words(language: str) -> dict[str, Any]:
    return _read_catalogue()["words"][language]


@cache
def _read_catalogue() -> dict[str, Any]:
    return yaml.safe_load(_CATALOGUE.read_text(encoding="utf-8"))


def _parse(code: str, entry: Mapping[str, str]) -> Rule:
    if not _CODE.fullmatch(code):
        raise _refuse(code, "is not an area and three digits")
    try:
        rule = Rule(code, entry["subject"], Severity(entry["severity"]), entry["reason"],
                    entry["message_vi"], entry["message_en"])  # fmt: skip
    except (KeyError, ValueError) as error:
        raise _refuse(code, f"lacks or misspells {error}") from None
    if rule.subject not in (*SUBJECTS, WHOLE_SUBMISSION):
        raise _refuse(code, f"guards the unknown subject {rule.subject}")
    if _placeholders(rule.message_vi) != _placeholders(rule.message_en):
        raise _refuse(code, "fills in different values in Vietnamese and English")
    return rule


def _placeholders(message: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(message) if name)


def _refuse(code: str, what: str) -> DistrictReportsError:
    return DistrictReportsError(f"rule {code} {what}", place=_CATALOGUE.name, remedy="correct the catalogue")
