"""Rows that broke a rule become findings: each kind of row says in its own way what is wrong and where."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from district_reports import registry, rules
from district_reports.warehouse.quality import findings as store
from district_reports.warehouse.quality.findings import ExpectationResult, Finding
from district_reports.wording import round_label

_UNCHECKED = "CHK-001"
_YEARS = ("budget_year", "review_year", "target_year")
_NO_YEAR = "not_stated"


def word_row(kind: str, gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    """The finding of a row of this kind: `relation`, `figure`, `submission` or `rollup`."""
    return _WORDED[kind](gate, code, row)


def word_unchecked(gate: int, result: ExpectationResult, judged: Sequence[str]) -> Iterator[Finding]:
    """What an expectation that could not be evaluated holds: its subject, for everything the gate judged."""
    subject = rules.find_rule(result.rule).subject
    message_vi, message_en = rules.render(_UNCHECKED, {"rule": result.rule, "error": result.error})
    for submission_id in judged:
        yield Finding(submission_id, gate, _UNCHECKED, rules.find_rule(_UNCHECKED).severity, subject,
                      f"{result.suite}#{result.number}", message_vi, message_en)  # fmt: skip


def _word_relation(gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    # What the model itself says of a relation, such as the round it was compared with, stands in `told`.
    message_vi, message_en = rules.render(
        code, rules.word_relation(row) | rules.word_places(row["details"].get("told", {}))
    )
    return Finding(
        row["submission_id"], gate, code, rules.find_rule(code).severity, row["subject"], row["location"] or "",
        message_vi, message_en, row["stated"], _rounded(row["computed"]), _rounded(row["difference"]), row["unit"],
        tuple(dict.fromkeys(row["figure_ids"].split(";"))),
    )  # fmt: skip


def _word_figure(gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    line = dict(row) | {"measure": row["indicator"].removeprefix("capital_"), "is_capital": "yes"}
    values = {"where": rules.describe_line(line), "stated": rules.format_amount(row["value"], row["unit"])}
    message_vi, message_en = rules.render(code, values)
    return Finding(
        row["submission_id"], gate, code, rules.find_rule(code).severity, row["subject"], row["locator"],
        message_vi, message_en, stated=row["value"], unit=row["unit"], figure_ids=(row["figure_id"],),
    )  # fmt: skip


def _word_submission(gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    message_vi, message_en = rules.render(code, {name: _day(value) for name, value in row.items()})
    rule = rules.find_rule(code)
    return Finding(row["submission_id"], gate, code, rule.severity, rule.subject, row["location"], message_vi,
                   message_en)  # fmt: skip


def _word_rollup(gate: int, code: str, row: Mapping[str, Any]) -> Finding:
    message_vi, message_en = rules.render(code, {"place": _describe_rollup(row)})
    rule = rules.find_rule(code)
    key = store.province_key(row["area_list"], row["province_code"], row["round"])
    return Finding(key, gate, code, rule.severity, rule.subject, row["row_key"], message_vi, message_en)


def _describe_rollup(row: Mapping[str, Any]) -> tuple[str, str]:
    """Province, period and line of a row of a rollup, in both languages."""
    name = row.get("indicator") or ""
    indicator = registry.indicators().get(name)
    year = next((row[column] for column in _YEARS if row.get(column)), "")
    line = {column: value for column, value in row.items() if isinstance(value, str)} | {
        "measure": name, "measure_vi": indicator.label_vi if indicator else "",
        "measure_en": indicator.label_en if indicator else "",
        "budget_year": year if year != _NO_YEAR else "", "is_capital": "yes" if "fund_source" in row else "",
    }  # fmt: skip
    province = row.get("province_name") or row["province_code"]
    described = rules.describe_line(line)
    vietnamese, english = (
        ", ".join(part for part in (province, round_label(row["round"], language), where) if part)
        for language, where in zip(rules.LANGUAGES, described, strict=True)
    )
    return vietnamese, english


_WORDED = {
    "relation": _word_relation, "figure": _word_figure, "submission": _word_submission, "rollup": _word_rollup,
}  # fmt: skip


def _rounded(value: Any) -> Any:
    """Ratios have endless digits; six are kept."""
    return None if value is None else round(value, 6)


def _day(value: Any) -> Any:
    """A day as both languages write it here; anything else as it is."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
