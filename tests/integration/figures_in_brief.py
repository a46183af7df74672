"""Figures of one report in few words, for examples small enough to see."""

from decimal import Decimal

from district_reports.figures import Figure

CENTRAL, LOCAL = {"fund_source": "central"}, {"fund_source": "local"}
INVESTMENT, RECURRENT = {"capital_type": "investment"}, {"capital_type": "recurrent"}
OLDER = {"budget_year": "2022+2023"}
WORKS, MAINTENANCE = {"component": "infrastructure_investment"}, {"component": "maintenance"}


def money(measure: str, millions: str, project: str = "", **dimensions: str) -> Figure:
    """An amount as printed in triệu đồng ("16,74"), of the budget year 2024; `DA3.TDA1` is a sub-project."""
    value = Decimal(millions.replace(".", "").replace(",", ".")) * 1_000_000
    given = {"budget_year": "2024", "period": "2024", "value_text": millions, "unit_text": "triệu đồng"} | dimensions
    return Figure("", f"capital_{measure}" if measure != "approved_budget" else measure, value, "vnd", kind=measure,
                  **(_split(project) | given))  # fmt: skip


def rate(indicator: str, percent: str, project: str = "", unit: str = "percent", **dimensions: str) -> Figure:
    """A printed rate or, with `unit="pp"`, a change of one."""
    given = {"period": "2024", "kind": "actual", "value_text": percent.lstrip("-"), "unit_text": "%"} | dimensions
    return Figure("", indicator, Decimal(percent.replace(",", ".")), unit, **(_split(project) | given))


def count(indicator: str, number: int, project: str = "", **dimensions: str) -> Figure:
    unit = "works" if indicator == "works" else "households"
    given = {"period": "2024", "kind": "actual", "value_text": str(number)} | dimensions
    return Figure("", indicator, Decimal(number), unit, **(_split(project) | given))


def _split(project: str) -> dict[str, str]:
    return {"project": project.split(".")[0], "subproject": project if "." in project else ""}


def by_source(project: str, whole: str, central: str, local: str) -> list[Figure]:
    return [
        money("assigned", whole, project, fund_source="all"),
        money("assigned", central, project, **CENTRAL),
        money("assigned", local, project, **LOCAL),
    ]


def wholly_central(project: str, amount: str) -> list[Figure]:
    return [money("assigned", amount, project, fund_source="all"), money("assigned", amount, project, **CENTRAL)]


def disbursement(project: str, assigned: str, disbursed: str, printed: str) -> list[Figure]:
    return [
        money("assigned", assigned, project),
        money("disbursed", disbursed, project),
        rate("disbursement_rate", printed, project, budget_year="2024"),
    ]
