"""What is told in a release, in Vietnamese: by `labels.yml`, codes by the warehouse, projects by the registry."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from district_reports import registry
from district_reports.exports.numbers import unit_label
from district_reports.warehouse.releases.content import RELEASED_TABLES
from district_reports.warehouse.releases.province_rounds import AS_REPORTED
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.schema.words import labels_of_codes
from district_reports.wording import round_label, words_of

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """All labels by group, in the order of their file; codes as dashboards call them, breakdowns as findings do."""
    text = files("district_reports.exports").joinpath("labels.yml").read_text(encoding="utf-8")
    return {**yaml.safe_load(text), **labels_of_codes(), "breakdown": words_of("vi")["breakdown"]}


def label(group: str, code: str | None) -> str:
    """The label of a code; a code without one is shown as it is, so that nothing new disappears."""
    return labels()[group].get(code or "", code or "")


def rank(group: str, code: str | None) -> int:
    """Where a code stands in its group; unknown codes come last."""
    codes = list(labels()[group])
    return codes.index(code or "") if (code or "") in codes else len(codes)


def project_label(row: Mapping[str, Any]) -> str:
    """What a line of capital is about: `Chương trình`, `Dự án 3`, `Tiểu dự án 1 – Dự án 3`."""
    code = row.get("subproject") or row.get("project") or ""
    project, _, subproject = code.partition(".")
    named = f"Dự án {project.removeprefix('DA')}" if project else "Toàn Chương trình"
    if subproject:
        named = f"Tiểu dự án {subproject.removeprefix('TDA')} – {named}"
    component = label("component", row.get("component"))
    return f"{named}: {component}" if component else named


def project_title(code: str) -> str:
    """The official name of a project or sub-project; empty when the registry does not know it."""
    project = registry.project_names().get(code)
    return project.name_vi if project else ""


def indicator_label(name: str) -> str:
    """The indicator's name from the registry; an unknown one as it is."""
    indicator = registry.indicators().get(name)
    return indicator.label_vi if indicator else name


def breakdown_label(breakdown: str | None) -> str:
    """`poor;ethnic_minority` → `hộ nghèo, dân tộc thiểu số`."""
    return ", ".join(label("breakdown", token) for token in (breakdown or "").split(";") if token)


def year_label(years: str | None) -> str:
    """`2022-2024` → `2022–2024`; empty where the report does not say."""
    return "" if years is None or years == "not_stated" else years.replace("-", "–").replace("+", " + ")


def day_label(day: date | datetime | None) -> str:
    """A day as it is written in Viet Nam; a moment is first taken there."""
    if day is None:
        return ""
    return (day.astimezone(VIET_NAM) if isinstance(day, datetime) else day).strftime("%d/%m/%Y")


def received_label(submission: Mapping[str, Any]) -> str:
    """The day a report came and, where that says something, how punctual the first one of its unit and round was.

    `16/02/2025 (hạn 21/01/2025; báo cáo đầu tiên muộn 26 ngày)`
    """
    day = day_label(submission["received_at"])
    # A release of before punctuality was told by unit has none.
    if submission.get("is_first_on_time") is None:
        return day
    punctuality = "đúng hạn" if submission["is_first_on_time"] else f"muộn {submission['first_days_late']} ngày"
    return f"{day} (hạn {day_label(submission['due_date'])}; báo cáo đầu tiên {punctuality})"


def coverage_sentence(header: Mapping[str, Any]) -> str:
    """How complete it is, first and loud: `Mới có 1 trên 11 huyện báo cáo`."""
    units = "huyện" if header["area_list"] == registry.AREA_LISTS[0] else "xã"
    # Districts of the time count for a province of today and for the country, and communes with them.
    units = units if header["area_view"] == AS_REPORTED else "đơn vị"
    accepted, expected = header["accepted_unit_count"], header["expected_unit_count"]
    if accepted == expected:
        return f"Đủ {expected} trên {expected} {units} báo cáo"
    return f"Mới có {accepted} trên {expected} {units} báo cáo"


def area_of(release: PublishedRelease) -> str:
    """What a release's numbers would be of if every unit had reported: `toàn tỉnh`, `cả nước`."""
    return "cả nước" if release.is_national else "toàn tỉnh"


def reports_of(release: PublishedRelease) -> str:
    """What a release's numbers are added up from: `báo cáo`, of the country `đợt công bố`."""
    return "đợt công bố" if release.is_national else "báo cáo"


def findings_sentence(release: PublishedRelease) -> str:
    """How many findings of each severity its reports have: `1 nghiêm trọng, 4 cảnh báo.`"""
    if release.is_national:
        return "có ở đợt công bố của từng tỉnh."
    severities = [row["severity"] for row in release.rows("findings")]
    counts = ((severities.count(code), label("severity", code).lower()) for code in ("critical", "warning", "info"))
    return (", ".join(f"{count} {name}" for count, name in counts if count) or "không có") + "."


def area_view_sentence(release: PublishedRelease) -> str:
    """What a reader must know of whose numbers are added before adding any; empty for a province as reported."""
    if release.is_national:
        provinces = release.rows("provinces")
        in_force = sum(row["province_release_id"] is not None for row in provinces)
        return (
            f"Số liệu cộng từ đợt công bố đang có hiệu lực của {in_force} trên {len(provinces)} tỉnh, thành phố; "
            "huyện, câu văn và tệp của từng số có ở đợt công bố của tỉnh."
        )
    if not release.is_recast:
        return ""
    told = (
        "Số liệu của các đơn vị đã báo cáo được cộng theo địa giới 34 tỉnh, thành phố từ ngày 01/7/2025. "
        "Vẫn số liệu ấy có ở trang của từng tỉnh đã báo cáo: không cộng hai bên với nhau."
    )
    rows = [row for table in RELEASED_TABLES for row in release.rows(table.name)]
    inexact_count = sum(not row["is_exact"] for row in rows)
    if inexact_count:
        told += (
            f" {inexact_count} dòng có đơn vị thuộc nhiều tỉnh, thành phố, được chia theo tỷ lệ nên không chính xác."
        )
    return told


def capital_scope(row: Mapping[str, Any]) -> str:
    """Which money a line of capital counts: `Ngân sách trung ương · Mọi loại vốn · 2024`."""
    source, capital = label("fund_source", row["fund_source"]), label("capital_type", row["capital_type"])
    return " · ".join(part for part in (source, capital, year_label(row["budget_year"])) if part)


def verdict_label(row: Mapping[str, Any]) -> str:
    """Of how many units a target is met: computed where they state both numbers, else as they say themselves.

    `3 đơn vị đạt, 1 đơn vị chưa đạt`; `1 đơn vị tự đánh giá đạt`; empty where nobody knows.
    """
    met, not_met = row["met_unit_count"] or 0, row["not_met_unit_count"] or 0
    told_met, told_not_met = row.get("reported_met_unit_count") or 0, row.get("reported_not_met_unit_count") or 0
    counts = {"đạt": met, "chưa đạt": not_met}
    # What units say of themselves is told where it tells of more of them.
    if told_met + told_not_met > met + not_met:
        counts |= {"tự đánh giá đạt": told_met - met, "tự đánh giá chưa đạt": told_not_met - not_met}
    return ", ".join(f"{count} đơn vị {verdict}" for verdict, count in counts.items() if count > 0)


def row_label(table_name: str, row: Mapping[str, Any]) -> str:
    """One line that tells a row of a release from its neighbours."""
    words = _ROW_WORDS.get(table_name, lambda row: [row["province_name"], round_label(row["round"])])
    return " · ".join(part for part in words(row) if part)


def _capital_year(row: Mapping[str, Any]) -> str:
    year = year_label(row["budget_year"])
    return f"năm vốn {year}" if year else ""


def _project_if_any(row: Mapping[str, Any]) -> str:
    return project_label(row) if row["project"] else ""


def _counted_in(unit: str | None) -> str:
    """What tells a row from its neighbour that counts other things: `tính theo hộ`."""
    return labels()["household_unit"].get(unit or "") or (f"tính theo {unit_label(unit)}" if unit else "")


_ROW_WORDS: Mapping[str, Callable[[Mapping[str, Any]], list[str | None]]] = {
    "disbursement": lambda row: [
        project_label(row),
        label("fund_source", row["fund_source"]),
        label("capital_type", row["capital_type"]),
        _capital_year(row),
    ],
    "cofinancing": lambda row: [
        project_label(row),
        label("capital_type", row["capital_type"]),
        _capital_year(row),
    ],
    "capital_progress": lambda row: [
        project_label(row),
        label("fund_source", row["fund_source"]),
        label("capital_type", row["capital_type"]),
        _capital_year(row),
    ],
    "poverty": lambda row: [f"rà soát năm {row['review_year']}"],
    "household_movements": lambda row: [
        label("household_group", row["household_group"]),
        f"rà soát năm {row['review_year']}",
        _counted_in(row["unit"]),
    ],
    "deprivations": lambda row: [
        label("household_group", row["household_group"]),
        f"rà soát năm {row['review_year']}",
        label("breakdown", row["deprivation"]) or label("dimension", row["dimension"]),
    ],
    "support": lambda row: [
        label("policy", row["policy"]),
        breakdown_label(row["breakdown"]),
        _project_if_any(row),
        year_label(row["support_year"]),
    ],
    "targets": lambda row: [indicator_label(row["indicator"]), row["target_year"], breakdown_label(row["breakdown"])],
    "target_results": lambda row: [
        indicator_label(row["indicator"]),
        row["target_year"],
        _project_if_any(row),
        label("dimension", row["dimension"]),
        breakdown_label(row["breakdown"]),
        _counted_in(row["unit"]),
    ],
}
