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
from district_reports.wording import (
    LANGUAGES,
    describe_line,
    format_amount,
    format_stated,
    pair_label,
    place_label,
    round_label,
    word,
    words_of,
)

SUBJECTS = ("capital", "poverty", "targets", "support")
WHOLE_SUBMISSION = "submission"
LISTED_PARTS = 8

_CATALOGUE = Path(__file__).with_name("rules.yml")
_CODE = re.compile(r"[A-Z]{3}-\d{3}")
_WORDED = {"round": round_label, "place": place_label}


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
        return frozenset(name for name, _ in _fields(self.message_vi))


class RefusedFile(Protocol):
    """An exception that already says, in both languages, which file broke which rule."""

    rule: str
    file_name: str
    message_vi: str
    message_en: str


class _Filler(string.Formatter):
    """Fills in a message; `{name:round}` and `{name:place}` are told in words of its language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        tell = _WORDED.get(format_spec)
        return tell(str(value), self._language) if tell else super().format_field(value, format_spec)


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
    vietnamese, english = (
        _fill(
            message,
            language,
            {name: value[index] if isinstance(value, tuple) else value for name, value in values.items()},
        )
        for index, (language, message) in enumerate(zip(LANGUAGES, (rule.message_vi, rule.message_en), strict=True))
    )
    return vietnamese, english


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


def word_relation(relation: Mapping[str, Any]) -> dict[str, Any]:
    """What the messages about a relation need, from a row of `int_relations_judged`."""
    unit, details = relation["unit"], relation["details"]
    values: dict[str, Any] = {
        "where": describe_line(relation["line"]),
        "stated": format_stated(relation["stated"], unit),
        "computed": format_stated(relation["computed"], unit),
        # Two shares differ by points.
        "difference": format_amount(abs(relation["difference"]), "pp" if unit == "percent" else unit),
        "parts": _list_parts(details.get("parts", []), unit),
        "related": _list_related(relation["related"], is_line_held=relation.get("is_line_held", False)),
    }
    if details.get("denominator") is not None:
        for name in ("numerator", "denominator"):
            values[name] = format_amount(_decimal(details[name]), details["amount_unit"])
        values["denominator_name"] = describe_line(details["denominator_line"])
        # The count, or amount, that the printed rate would stand for.
        implied = relation["stated"] * _decimal(details["denominator"]) / 100
        values["implied"] = format_amount(round(implied, 0), details["amount_unit"])
    if "norm" in details:
        values["share"] = format_amount(_decimal(details["norm"]) * 100, "percent")
    if "labelled" in details:
        values |= {name: word("capital_type", details[name]) for name in ("labelled", "corrected")}
    return values


def word_places(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a model says of a relation itself, with the two places it may name as they are told together."""
    if "other_place" not in told:
        return dict(told)
    pairs = [pair_label(told["place"], told["other_place"], language) for language in LANGUAGES]
    return dict(told) | dict(zip(("place", "other_place"), zip(*pairs, strict=True), strict=True))


def _fill(message: str, language: str, values: Mapping[str, Any]) -> str:
    filled = _Filler(language).vformat(message, (), values)
    # The words for a line may stand anywhere; names of files and sheets, which also begin messages, stay as sent.
    return filled[:1].upper() + filled[1:] if message.startswith("{where}") else filled


def _list_related(relations: Sequence[Mapping[str, Any]], *, is_line_held: bool) -> tuple[str, str]:
    """A sentence with the other contradictions of one cause, and one that a line is left out; empty for neither."""
    told = []
    for relation in relations[:LISTED_PARTS]:
        where = describe_line(relation["line"])
        stated, computed = (
            format_stated(_decimal(relation[name]), relation["unit"]) for name in ("stated", "computed")
        )
        sentence = "likewise" if stated == computed else "against"
        told.append([
            words_of(language)[sentence].format(where=where[index], stated=stated[index], computed=computed[index])
            for index, language in enumerate(LANGUAGES)
        ])  # fmt: skip
    vietnamese, english = (
        (words_of(language)["related"].format("; ".join(dict.fromkeys(row[index] for row in told))) if told else "")
        + (words_of(language)["held"] if is_line_held else "")
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
        "; ".join(f"{name[index]} {amount[index]}".strip() for name, amount in zip(names, amounts, strict=True)) + more
        for index in range(len(LANGUAGES))
    ]
    return listed[0], listed[1]


def _name_part(kind: str, part: str) -> tuple[str, str]:
    if kind == "project":
        return describe_line({"project": part})
    if kind == "subproject":
        number = part.rpartition("TDA")[2]
        vietnamese, english = (words_of(language)["subproject"].format(number) for language in LANGUAGES)
        return vietnamese, english
    if kind == "number":
        return "", ""
    return (part, part) if kind in ("budget_year", "place") else word(kind, part)


def _decimal(value: Any) -> Decimal:
    """A number of a JSON document, exactly as it is written there."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


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
    if _fields(rule.message_vi) != _fields(rule.message_en):
        raise _refuse(code, "fills in different values in Vietnamese and English")
    if unknown := {spec for _, spec in _fields(rule.message_vi) if spec} - _WORDED.keys():
        raise _refuse(code, f"asks for the unknown wording {', '.join(sorted(unknown))}")
    return rule


def _fields(message: str) -> frozenset[tuple[str, str]]:
    """What a message fills in, and how it is worded."""
    return frozenset((name, spec or "") for _, name, spec, _ in string.Formatter().parse(message) if name)


def _refuse(code: str, what: str) -> DistrictReportsError:
    return DistrictReportsError(f"rule {code} {what}", place=_CATALOGUE.name, remedy="correct the catalogue")
