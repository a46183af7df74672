"""Who was expected, reported, was in time and counts in a made-up history, calculated once more in plain pandas."""

from datetime import date

import pandas as pd
from history_in_pandas import LINE, PLACE, UNIT, WORKING_DAYS, Calculation, last_day, rounded
from numpy import busday_offset

SUBJECTS = ("capital", "poverty", "targets", "support")
REASONS = ("not_reported", "nothing_accepted", "held_subject", "held_line", "not_expected")


def list_expected(history: Calculation) -> pd.DataFrame:
    """Units of the provinces that anything came from, that stood on the round's last day; with what came of them."""
    received = history.sent.groupby(UNIT)["held_subject"].last().reset_index()
    awaited = history.by_province(received)[PLACE].drop_duplicates()
    units = history.views.rename(columns={"area_list": "own_list", "for_list": "area_list"})
    units = units.drop(columns="province_code").rename(columns={"for_code": "province_code"})
    units = awaited.merge(units)
    ends = units["round"].map(lambda round_: last_day(round_).isoformat())
    # Districts whose last day no list tells ended with their list.
    is_old = units["own_list"] == "before_2025_07"
    last = units["valid_to_date"].mask((units["valid_to_date"] == "") & is_old, "2025-06-30").replace("", "9999")
    units["is_expected"] = (units["valid_from_date"] <= ends) & (ends <= last)
    return units.merge(received.rename(columns={"area_list": "own_list"}), how="left")


def completeness(history: Calculation) -> pd.DataFrame:
    units = list_expected(history)
    is_received = units["held_subject"].notna()
    units = units.assign(
        expected_unit_count=units["is_expected"],
        received_unit_count=is_received,
        held_unit_count=is_received & (units["held_subject"] != ""),
        recast_unit_count=is_received & (units["own_list"] != units["area_list"]),
        missing_unit_names=units["name"].where(units["is_expected"] & ~is_received),
    )
    nil = history.standing("capital").query("is_nil_return == 'True'")[UNIT].assign(is_nil=True)
    units["nil_return_unit_count"] = units.merge(own(nil), how="left")["is_nil"].notna().to_numpy()
    units["held_line_count"] = units.merge(own(history.held_amounts()), how="left")["held_line_count"].to_numpy()
    for subject in SUBJECTS:
        units[f"held_{subject}_unit_count"] = units["held_subject"] == subject
        standing = history.standing(subject)[UNIT].rename(columns={"area_list": "own_list"}).assign(accepted=True)
        units[f"accepted_{subject}_unit_count"] = units.merge(standing, how="left")["accepted"].notna().to_numpy()
    accepted = [f"accepted_{subject}_unit_count" for subject in SUBJECTS]
    units["accepted_unit_count"] = units[accepted].any(axis=1)
    counts = [name for name in units if name.endswith("_unit_count")]
    units = units.sort_values("reporting_unit_code")
    sums = units.groupby(PLACE)[counts].sum().astype(int)
    sums["missing_unit_names"] = units.groupby(PLACE)["missing_unit_names"].agg(lambda names: "; ".join(names.dropna()))
    for name, size, subject in (
        ("households", households(history), "poverty"),
        ("planned_capital", plans(history), "capital"),
    ):
        sums[f"{name}_covered_pct"] = share_covered(units, size, f"accepted_{subject}_unit_count")
    groups = units.groupby(PLACE)
    sums["held_line_count"] = groups["held_line_count"].sum().astype(int)
    held_names = units[units["held_line_count"] > 0].groupby(PLACE)["name"].agg("; ".join)
    sums["held_line_unit_names"] = held_names.reindex(sums.index, fill_value="")
    sums["due_date"] = [due_date(round_) for round_ in sums.index.get_level_values("round")]
    sums["provisional_reasons"] = [
        ";".join(reason for reason, is_so in zip(REASONS, said, strict=True) if is_so)
        for said in zip(
            sums["missing_unit_names"] != "",
            sums["accepted_unit_count"] < sums["received_unit_count"],
            sums["held_unit_count"] > 0,
            sums["held_line_count"] > 0,
            (units["received_unit_count"] & ~units["is_expected"]).groupby([units[name] for name in PLACE]).any(),
            strict=True,
        )
    ]
    sums["is_final"] = sums["provisional_reasons"] == ""
    return sums


def due_date(round_: str) -> date | None:
    """The day reports on a round are due, by working days."""
    window = round_[4:]
    return (
        busday_offset(last_day(round_), WORKING_DAYS[window], roll="backward").item()
        if window in WORKING_DAYS
        else None
    )


def own(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of units, their own list apart from the one they are expected in."""
    return rows.rename(columns={"area_list": "own_list"})


def households(history: Calculation) -> pd.DataFrame:
    told = history.reviews().dropna(subset="total_households_count").sort_values("review_year")
    return own(told.groupby(UNIT)["total_households_count"].last().rename("size").reset_index())


def plans(history: Calculation) -> pd.DataFrame:
    lines = history.lines()
    is_whole = (lines[LINE[:3]] == "").all(axis=1) & (lines["capital_type"] == "all")
    lines = lines[is_whole & (lines["budget_year"] == lines["round"].str[:4])]
    lines = lines.assign(plan=lines["assigned_vnd"].fillna(lines["planned_vnd"])).dropna(subset="plan")
    by_source = lines.pivot(index=UNIT, columns="fund_source", values="plan").reindex(
        columns=["all", "state_budget", "central", "local"]
    )
    added = by_source["central"] + by_source["local"].fillna(0)
    plan = by_source["all"].fillna(by_source["state_budget"]).fillna(added)
    return own(plan.dropna().rename("size").reset_index())


def share_covered(units: pd.DataFrame, sizes: pd.DataFrame, accepted: str) -> pd.Series:
    """By place, how much of the expected units counts, each as large as it last said; None while one never said."""
    expected = units[units["is_expected"]].assign(
        end=lambda rows: [pd.Timestamp(last_day(one)) for one in rows["round"]]
    )
    known = sizes.assign(end=[pd.Timestamp(last_day(round_)) for round_ in sizes["round"]]).drop(columns="round")
    expected = pd.merge_asof(
        expected.sort_values("end"), known.sort_values("end"), on="end", by=["own_list", "reporting_unit_code"]
    )
    shares = {}
    for place, rows in expected.groupby(PLACE):
        counts = rows[accepted].astype(bool)
        if counts.all():
            shares[place] = 100
        else:
            known_all = rows["size"].notna().all()
            shares[place] = rounded(sum(rows["size"][counts]), sum(rows["size"]), 100) if known_all else None
    return pd.Series(shares, dtype=object).rename_axis(PLACE)


def timeliness(history: Calculation) -> pd.DataFrame:
    sent = history.sent.assign(correction_count=1)
    units = sent.groupby(UNIT).agg({"received": "first", "correction_count": "size"}).reset_index()
    units["correction_count"] -= 1
    units["corrected_unit_count"] = (units["correction_count"] > 0).astype(int)
    units["days_late"] = [
        (received.date() - due).days if (due := due_date(round_)) else None
        for received, round_ in zip(units["received"], units["round"], strict=True)
    ]
    is_known = units["days_late"].notna() & ~(units["days_late"] > 366)
    units["on_time_unit_count"] = (is_known & (units["days_late"] <= 0)).astype(int)
    units["late_unit_count"] = (is_known & (units["days_late"] > 0)).astype(int)
    late = history.by_province(units[units["late_unit_count"] == 1]).groupby(PLACE)["days_late"]
    counts = ["on_time_unit_count", "late_unit_count", "correction_count", "corrected_unit_count"]
    sums = history.by_province(units).groupby(PLACE)[counts].sum()
    sums["most_days_late"] = late.max()
    sides = zip(late.sum().reindex(sums.index), sums["late_unit_count"], strict=True)
    sums["average_days_late"] = [rounded(days, count) for days, count in sides]
    judged = sums["on_time_unit_count"] + sums["late_unit_count"]
    sums["on_time_rate_pct"] = [rounded(*sides, 100) for sides in zip(sums["on_time_unit_count"], judged, strict=True)]
    whole = completeness(history)
    sides = zip(whole["received_unit_count"], whole["expected_unit_count"], strict=True)
    sums["reporting_rate_pct"] = [rounded(received, expected, 100) for received, expected in sides]
    return sums
