"""What a made-up history must publish, calculated again in plain pandas, from what is true and the area lists alone.

Every function answers for one rollup: its measures by its grain, of all provinces in all three views of the map.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import pandas as pd

from district_reports.settings import PROJECT_DIR

UNIT = ["area_list", "reporting_unit_code", "round"]
PLACE = ["area_view", "area_list", "province_code", "round"]
LINE = ["project", "subproject", "component", "fund_source", "capital_type", "budget_year"]
MONEY = {"capital_planned": "planned_vnd", "capital_assigned": "assigned_vnd",
         "capital_carried_over": "carried_over_vnd", "capital_available": "available_vnd",
         "capital_allocated": "allocated_vnd", "capital_unallocated": "unallocated_vnd",
         "capital_disbursed": "disbursed_vnd", "capital_forecast": "forecast_year_vnd",
         "disbursement_rate": "reported_disbursement_rate_pct",
         "disbursement_forecast_rate": "reported_forecast_year_rate_pct"}  # fmt: skip
MOVES = {"start": "opening_count", "escaped": "passed_line_count", "to_near_poor": "to_other_group_count",
         "other_decrease": "other_decrease_count", "from_near_poor": "from_other_group_count",
         "relapsed": "fell_back_count", "new": "newly_arisen_count", "other_increase": "other_increase_count",
         "end": "closing_count"}  # fmt: skip
SUPPORT = {("policy_spending", "vnd"): "spending_vnd",
           ("policy_beneficiaries", "households"): "beneficiary_households_count",
           ("policy_beneficiaries", "people"): "beneficiary_people_count", ("loans_disbursed", "vnd"): "loans_vnd",
           ("loan_borrowers", "households"): "borrower_households_count"}  # fmt: skip
LAST_DAY = {"H1": "-06-30", "-9M": "-09-30", "": "-12-31"}
WORKING_DAYS = {"H1": 15, "": 15}


def read_seed(name: str) -> pd.DataFrame:
    return pd.read_csv(PROJECT_DIR / "dbt_project" / "seeds" / f"{name}.csv", dtype=str, keep_default_na=False)


def rounded(part: object, whole: object, times: int = 1) -> Decimal | None:
    """A quotient with two decimals, half up."""
    if pd.isna(part) or pd.isna(whole) or not whole:
        return None
    return (times * Decimal(int(part)) / Decimal(int(whole))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def last_day(round_: str) -> date:
    return date.fromisoformat(round_[:4] + LAST_DAY[round_[4:]])


def side_by_side(told: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """A column for each `measure`, as each unit tells it; told twice, it is the same value."""
    told = told[[*key, "measure", "value"]].drop_duplicates()
    return told.pivot(index=list(key), columns="measure", values="value").reset_index()


def is_contradicted(amounts: pd.DataFrame) -> pd.Series:
    """Of amounts of lines, which close none of the sums they are in, and are the whole of one or a part of two."""
    is_project = (amounts["project"] != "") & (amounts["subproject"] == "")
    sums = (("project", (amounts["project"] == "") & (amounts["subproject"] == ""), is_project),
            ("subproject", is_project, amounts["subproject"] != ""),
            ("fund_source", amounts["fund_source"] == "all", amounts["fund_source"] != "all"),
            ("capital_type", amounts["capital_type"] == "all", amounts["capital_type"] != "all"))  # fmt: skip
    closed, broken, broken_whole = (pd.Series(0, amounts.index) for _ in range(3))
    is_money = amounts["measure"].str.endswith("_vnd") & amounts["value"].notna()
    for axis, is_whole, is_part in sums:
        key = [name for name in (*UNIT, *LINE, "measure") if name != axis]
        parts = amounts[is_part & is_money].drop_duplicates([*key, axis])
        wholes = amounts[is_whole & is_money].drop_duplicates(key)[[*key, "value"]]
        sides = wholes.merge(parts.groupby(key)["value"].sum().rename("sum").reset_index())
        sides["is_closed"] = sides["value"] == sides["sum"]
        found = amounts[key].merge(sides[[*key, "is_closed"]], how="left")["is_closed"].set_axis(amounts.index)
        is_in = (is_whole | is_part) & is_money
        closed += is_in & found.eq(True)
        broken += is_in & found.eq(False)
        broken_whole += is_whole & is_money & found.eq(False)
    return (closed == 0) & ((broken_whole > 0) | (broken > 1))


@dataclass(frozen=True)
class Calculation:
    """What is published of the truth in a directory, as of a day."""

    truth: Path
    day: date

    @cached_property
    def sent(self) -> pd.DataFrame:
        """Submissions received by the end of the day, the oldest first."""
        sent = pd.read_csv(self.truth / "submissions.csv", dtype=str, keep_default_na=False)
        sent["received"] = pd.to_datetime(sent["received_at"]).dt.tz_localize(None)
        return sent[sent["received"].dt.date <= self.day].sort_values("received")

    @cached_property
    def told(self) -> pd.DataFrame:
        """Numbers of these about whole units, with the subject each belongs to."""
        tables = [pd.read_csv(self.truth / f"{name}.csv", dtype=str, keep_default_na=False)
                  for name in self.sent["package"]]  # fmt: skip
        told = pd.concat(tables).query("place == ''").merge(read_seed("indicators")[["indicator", "subject"]])
        told["value"] = [Decimal(value) if value else None for value in told["value"]]
        is_target = (told["kind"] == "target") & told["subject"].isin(["capital", "poverty"])
        return told.assign(subject=told["subject"].mask(is_target, "targets"))

    @cached_property
    def views(self) -> pd.DataFrame:
        """The province each unit counts for in each view."""
        areas = pd.concat([read_seed("areas_before_2025_07"), read_seed("areas_from_2025_07")])
        level = areas["area_list"].map({"before_2025_07": "district", "from_2025_07": "commune"})
        units = areas[areas["level"] == level].rename(columns={"code": "reporting_unit_code"})
        units["name"] = units["name_with_type"]
        units = units[["area_list", "reporting_unit_code", "name", "province_code", "valid_from_date", "valid_to_date"]]
        today = read_seed("area_successions").query("old_level == 'province'").set_index("old_code")["new_code"]
        is_old = units["area_list"] == "before_2025_07"
        codes = {"as_reported": units["province_code"], "national": "VN",
                 "recast": units["province_code"].where(~is_old, units["province_code"].map(today))}  # fmt: skip
        views = [units.assign(area_view=view, for_code=code,
                              for_list=units["area_list"] if view == "as_reported" else "from_2025_07")
                 for view, code in codes.items()]  # fmt: skip
        return pd.concat(views)

    def standing(self, subject: str) -> pd.DataFrame:
        """The newest submission of each unit and round whose subject is not held."""
        return self.sent[self.sent["held_subject"] != subject].groupby(UNIT).tail(1)

    def figures(self, subject: str) -> pd.DataFrame:
        """What stands of a subject."""
        return self.told[self.told["subject"] == subject].merge(self.standing(subject)[["package"]])

    def by_province(self, units: pd.DataFrame) -> pd.DataFrame:
        """Rows of units, once for each view, under the province each counts for."""
        views = self.views[["area_list", "reporting_unit_code", "area_view", "for_list", "for_code"]]
        units = units.drop(columns="province_code", errors="ignore").merge(views)
        return units.drop(columns="area_list").rename(columns={"for_list": "area_list", "for_code": "province_code"})

    def add_up(
        self, units: pd.DataFrame, key: Sequence[str], measures: Sequence[str],
        rates: dict[str, tuple[str, str, int]] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Sums of measures over the units of a province, and quotients over the units that state both sides."""
        rows = self.by_province(units).reindex(columns=[*PLACE, *key, *measures])
        for name in measures:
            if not name.startswith("reported_"):
                rows[name] = pd.array([None if pd.isna(value) else int(value) for value in rows[name]], "Int64")
        for name, (part, whole, _) in (rates or {}).items():
            is_both = rows[part].notna() & rows[whole].notna()
            rows[f"{name} part"], rows[f"{name} whole"] = rows[part].where(is_both), rows[whole].where(is_both)
        groups = rows.groupby([*PLACE, *key])
        sums = groups.sum(min_count=1)
        for name, (_, _, times) in (rates or {}).items():
            sides = sums.pop(f"{name} part"), sums.pop(f"{name} whole")
            sums[name] = [rounded(part, whole, times) for part, whole in zip(*sides, strict=True)]
        return sums.assign(reporting_unit_count=groups.size())

    def lines(self) -> pd.DataFrame:
        """What each unit says of each line of money; an amount told with two values or against its sums is held."""
        return self._lines.copy()

    @cached_property
    def _lines(self) -> pd.DataFrame:
        figures = self.figures("capital").query("breakdown == ''").assign(component="")
        figures["measure"] = figures["indicator"].map(MONEY)
        key = [*UNIT, *LINE]
        figures = figures.assign(capital_type=figures["capital_type"].replace("", "all")).dropna(subset="measure")
        values = figures.groupby([*key, "measure"])["value"].transform("nunique")
        is_held = (values > 1) | is_contradicted(figures)
        lines = side_by_side(figures[~is_held], key)
        by_line = figures.assign(held=figures["measure"].where(is_held)).groupby(key)
        all_lines = by_line.agg(
            is_not_applicable=("presence", lambda all_: set(all_) == {"not_applicable"}),
            held_measures=("held", lambda held: ";".join(sorted(held.dropna().unique()))),
        )
        lines = lines.merge(all_lines.reset_index(), on=key, how="right")
        lines["is_stated"] = lines.reindex(columns=MONEY.values()).notna().any(axis=1)
        return lines.reindex(columns=[*key, *MONEY.values(), *all_lines, "is_stated"])

    def held_amounts(self) -> pd.DataFrame:
        """How many amounts of each unit and round are held."""
        lines = self.lines()
        lines["held_line_count"] = lines["held_measures"].str.split(";").map(lambda names: sum(map(bool, names)))
        return lines[lines["held_line_count"] > 0].groupby(UNIT)["held_line_count"].sum().reset_index()

    def disbursement(self) -> pd.DataFrame:
        rates = {"disbursement_rate_pct": ("disbursed_vnd", "assigned_vnd", 100),
                 "forecast_year_rate_pct": ("forecast_year_vnd", "assigned_vnd", 100),
                 "available_disbursement_rate_pct": ("disbursed_vnd", "available_vnd", 100),
                 "unallocated_share_pct": ("unallocated_vnd", "assigned_vnd", 100)}  # fmt: skip
        lines = self.lines()
        lines["held_line_unit_count"] = lines["held_measures"] != ""
        counts = {"is_stated": "reporting_unit_count", "is_not_applicable": "not_applicable_unit_count"}
        sums = self.add_up(lines, LINE, [*MONEY.values(), *counts, "held_line_unit_count"], rates)
        sums = sums.drop(columns="reporting_unit_count").rename(columns=counts)
        is_one_year = sums.index.get_level_values("budget_year").str.len() == len("2024")
        sums["plan_disbursement_rate_pct"] = sums["disbursement_rate_pct"].where(is_one_year)
        sums["cumulative_disbursement_rate_pct"] = sums["disbursement_rate_pct"].where(~is_one_year)
        is_one_unit = sums["reporting_unit_count"] == 1
        for name in ("reported_disbursement_rate_pct", "reported_forecast_year_rate_pct"):
            sums[name] = sums[name].where(is_one_unit)
        return sums

    def poverty(self) -> pd.DataFrame:
        counts = ["total_households_count", "total_population_count", "poor_households_count",
                  "near_poor_households_count", "ethnic_minority_poor_households_count"]  # fmt: skip
        told = ["poor_household_rate", "near_poor_household_rate"]
        reported = [f"reported_{name}_pct" for name in told] + [f"reported_{name}_change_pp" for name in told]
        rates = {f"{name}_pct": (f"{name.removesuffix('_rate')}s_count", counts[0], 100) for name in told}
        rates["ethnic_minority_share_of_poor_pct"] = (counts[4], counts[2], 100)
        sums = self.add_up(self.reviews(), ["review_year"], [*counts, *reported], rates)
        for name in reported:
            sums[name] = sums[name].where(sums["reporting_unit_count"] == 1)
        return sums

    def reviews(self) -> pd.DataFrame:
        """What each unit says of each household review."""
        figures = self.figures("poverty").query(
            "kind == 'actual' and breakdown in ('', 'ethnic_minority') and dimension == ''"
        )
        suffix = {"households": "_count", "people": "_count", "percent": "_pct", "pp": "_pp"}
        reported = figures["unit"].isin(["percent", "pp"]).map({True: "reported_", False: ""})
        minority = figures["breakdown"].map({"": "", "ethnic_minority": "ethnic_minority_"})
        figures["measure"] = minority + reported + figures["indicator"] + figures["unit"].map(suffix)
        is_review = figures["indicator"].str.fullmatch(
            r"total_(households|population)|(near_)?poor_(households|household_rate(_change)?)"
        )
        return side_by_side(figures[is_review].assign(review_year=figures["period"]), [*UNIT, "review_year"])

    def household_movements(self) -> pd.DataFrame:
        figures = self.figures("poverty").query("indicator.str.startswith('poor_movement_')")
        figures["measure"] = figures["indicator"].str.removeprefix("poor_movement_").map(MOVES)
        figures = figures.assign(review_year=figures["period"].str[:4], household_group="poor")
        units = side_by_side(figures, [*UNIT, "review_year", "household_group", "unit"])
        units["escaped_count"] = units["passed_line_count"] + units["to_other_group_count"]
        joined = ["from_other_group_count", "fell_back_count", "newly_arisen_count", "other_increase_count"]
        left = units["escaped_count"] + units["other_decrease_count"]
        units["computed_closing_count"] = units["opening_count"] - left + units[joined].sum(axis=1)
        units["balanced_unit_count"] = (units["computed_closing_count"] == units["closing_count"]).astype(int)
        rates = {"escaped_rate_pct": ("escaped_count", "opening_count", 100),
                 "fell_back_rate_pct": ("fell_back_count", "escaped_count", 100)}  # fmt: skip
        measures = [*MOVES.values(), "escaped_count", "computed_closing_count", "balanced_unit_count"]
        return self.add_up(units, ["review_year", "household_group", "unit"], measures, rates)

    def deprivations(self) -> pd.DataFrame:
        figures = self.figures("poverty").query("indicator == 'deprived_households'")
        # The model's deprived households are the poor ones that lack something.
        figures = figures.assign(review_year=figures["period"], household_group="poor",
                                 deprivation=figures["breakdown"], measure="deprived_households_count")  # fmt: skip
        key = ["review_year", "household_group", "dimension", "deprivation"]
        units = side_by_side(figures, [*UNIT, *key]).merge(self.reviews(), how="left")
        units["group_households_count"] = units["poor_households_count"]
        measures = ["deprived_households_count", "group_households_count"]
        return self.add_up(units, key, measures, {"deprived_share_pct": (*measures, 100)})

    def support(self) -> pd.DataFrame:
        figures = self.figures("support").query("kind != 'target'")
        figures["measure"] = [SUPPORT.get(pair) for pair in zip(figures["indicator"], figures["unit"], strict=True)]
        figures = figures.dropna(subset="measure").assign(support_year=figures["period"].str[:4])
        key = ["support_year", "policy", "project", "breakdown"]
        each = {"spending_per_household_vnd": ("spending_vnd", "beneficiary_households_count", 1)}
        return self.add_up(side_by_side(figures, [*UNIT, *key]), key, list(SUPPORT.values()), each)

    def targets(self) -> pd.DataFrame:
        figures = self.figures("targets").query("kind == 'target' and project == '' and dimension == ''")
        figures = figures.assign(target_year=figures["period"].str[:4])
        key = ["indicator", "target_year", "breakdown"]
        units = figures[[*UNIT, *key, "value", "unit"]].drop_duplicates()
        groups = self.by_province(units).groupby([*PLACE, *key])
        return groups.agg(unit_count=("value", "size"), lowest_target=("value", "min"), highest_target=("value", "max"))

    def target_results(self) -> pd.DataFrame:
        seed = read_seed("indicators").query("subject != 'capital'")[["indicator", "direction"]]
        all_ = pd.concat([self.figures(subject) for subject in ("poverty", "targets", "support")])
        all_ = all_[(all_["policy"] == "") & all_["kind"].isin(["target", "actual"])].merge(seed)
        all_["target_year"] = all_["period"].str[:4]
        all_["measure"] = all_["kind"].map({"target": "target_value", "actual": "result_value"})
        key = ["indicator", "target_year", "project", "dimension", "breakdown", "unit"]
        units = side_by_side(all_, [*UNIT, *key, "direction"]).dropna(subset="target_value")
        return self._of_results(units, key)

    def _of_results(self, units: pd.DataFrame, key: list[str]) -> pd.DataFrame:
        sides = ["target_value", "result_value"]
        is_both = units[sides].notna().all(axis=1)
        is_more = units["direction"] == "more"
        reached = [
            result >= target if more else result <= target
            for target, result, more in zip(*(units[side].fillna(0) for side in sides), is_more, strict=True)
        ]
        units["met_unit_count"] = (is_both & pd.Series(reached, units.index)).astype(int)
        units["not_met_unit_count"] = (is_both & ~pd.Series(reached, units.index)).astype(int)
        units["target_unit_count"] = 1
        units["result_unit_count"] = is_both.astype(int)
        # Rates are never added up; counts are, over the units that state both sides.
        is_added = is_both & ~units["unit"].isin(["percent", "pp"])
        units[sides] = units[sides].where(is_added)
        counts = [f"{name}_unit_count" for name in ("target", "result", "met", "not_met")]
        attained = {"attainment_pct": ("result_value", "target_value", 100)}
        sums = self.add_up(units, key, [*sides, *counts], attained)
        judged = sums["met_unit_count"] + sums["not_met_unit_count"]
        sums["met_unit_share_pct"] = [
            rounded(*sides, 100) for sides in zip(sums["met_unit_count"], judged, strict=True)
        ]
        return sums
