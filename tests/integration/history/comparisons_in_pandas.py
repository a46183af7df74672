"""What a made-up history says of one number against another, calculated once more in plain pandas."""

import pandas as pd
from history_in_pandas import LINE, UNIT, Calculation, last_day

WHAT = [name for name in LINE if name != "fund_source"]
OWNER = ["area_list", "reporting_unit_code"]


def cofinancing(history: Calculation) -> pd.DataFrame:
    """Local money against central money, of the units that state both; where a side is held, of none."""
    lines = history.lines()
    lines["is_held"] = is_held(lines, "assigned_vnd")
    lines = lines[lines["assigned_vnd"].notna() | lines["is_held"]]
    sides = [lines[lines["fund_source"] == source].rename(columns={"assigned_vnd": f"{source}_vnd"})
             [[*UNIT, *WHAT, f"{source}_vnd", "is_held"]] for source in ("central", "local")]  # fmt: skip
    pairs = sides[0].merge(sides[1], on=[*UNIT, *WHAT])
    measures = ["central_vnd", "local_vnd"]
    pairs["reporting_unit_count"] = pairs[measures].notna().all(axis=1)
    pairs[measures] = pairs[measures].where(pairs["reporting_unit_count"])
    pairs["held_line_unit_count"] = pairs["is_held_x"] | pairs["is_held_y"]
    share = {"cofinancing_share_pct": ("local_vnd", "central_vnd", 100)}
    return add_up_pairs(history, pairs, WHAT, measures, share)


def is_held(lines: pd.DataFrame, measure: str) -> pd.Series:
    return lines["held_measures"].str.split(";").map(lambda names: measure in names)


def add_up_pairs(
    history: Calculation, pairs: pd.DataFrame, key: list[str], measures: list[str],
    rates: dict[str, tuple[str, str, int]],
) -> pd.DataFrame:  # fmt: skip
    """Sums of pairs that say themselves whether both sides are known, or one is held."""
    counts = ["reporting_unit_count", "held_line_unit_count"]
    told = pairs.rename(columns={name: f"told {name}" for name in counts})
    sums = history.add_up(told, key, [*measures, *(f"told {name}" for name in counts)], rates)
    return sums.drop(columns="reporting_unit_count").rename(columns={f"told {name}": name for name in counts})


def capital_progress(history: Calculation) -> pd.DataFrame:
    """What was paid against each earlier round of the year, and against what that foresaw for the year."""
    sides = ["disbursed_vnd", "forecast_year_vnd"]
    lines = history.lines()[[*UNIT, *LINE, *sides, "held_measures"]]
    for side in sides:
        lines[f"{side}_held"] = is_held(lines, side)
    paid = lines[lines["disbursed_vnd"].notna() | lines["disbursed_vnd_held"]]
    pairs = paid.merge(lines, on=[*OWNER, *LINE], suffixes=("", "_earlier"))
    is_earlier = pairs["round_earlier"].map(last_day) < pairs["round"].map(last_day)
    pairs = pairs[is_earlier & (pairs["round"].str[:4] == pairs["round_earlier"].str[:4])]
    pairs = pairs.rename(columns={"round_earlier": "earlier_round", "disbursed_vnd_earlier": "earlier_disbursed_vnd"})
    is_year = pairs["round"].str.len() == 4
    pairs["forecast_vnd"] = pairs["forecast_year_vnd_earlier"].where(is_year)
    is_side_held = pairs["disbursed_vnd_held_earlier"] | (pairs["forecast_year_vnd_held_earlier"] & is_year)
    is_side_known = pairs[["earlier_disbursed_vnd", "forecast_vnd"]].notna().any(axis=1)
    is_paid_known = pairs["disbursed_vnd"].notna()
    pairs["held_line_unit_count"] = pairs["disbursed_vnd_held"] | is_side_held
    pairs["reporting_unit_count"] = is_side_known & is_paid_known
    pairs = pairs[is_side_known | is_side_held]
    for name in ("earlier_disbursed_vnd", "forecast_vnd"):
        pairs[name] = pairs[name].where(is_paid_known)
    pairs["increment_vnd"] = pairs["disbursed_vnd"] - pairs["earlier_disbursed_vnd"]
    pairs["disbursed_of_forecast_vnd"] = pairs["disbursed_vnd"].where(pairs["forecast_vnd"].notna())
    pairs["forecast_difference_vnd"] = pairs["disbursed_of_forecast_vnd"] - pairs["forecast_vnd"]
    pairs["increment_unit_count"] = pairs["earlier_disbursed_vnd"].notna()
    pairs["forecast_unit_count"] = pairs["forecast_vnd"].notna()
    measures = ["earlier_disbursed_vnd", "increment_vnd", "increment_unit_count", "forecast_vnd",
                "disbursed_of_forecast_vnd", "forecast_difference_vnd", "forecast_unit_count"]  # fmt: skip
    attained = {"forecast_attainment_pct": ("disbursed_of_forecast_vnd", "forecast_vnd", 100)}
    return add_up_pairs(history, pairs, ["earlier_round", *LINE], measures, attained)


def poverty(history: Calculation) -> pd.DataFrame:
    """Households of each review, and how rates changed since the review of the year before as told last."""
    counts = ["total_households_count", "poor_households_count", "near_poor_households_count"]
    reviews = history.reviews()[[*UNIT, "review_year", *counts]]
    earlier = reviews.assign(review_year=[str(int(year) + 1) for year in reviews["review_year"]])
    pairs = reviews.merge(earlier, on=[*OWNER, "review_year"], suffixes=("", "_before"))
    pairs["told"] = pairs["round_before"].map(last_day)
    pairs = (
        pairs[pairs["told"] <= pairs["round"].map(last_day)].sort_values("told").groupby([*UNIT, "review_year"]).tail(1)
    )
    sides = [*counts, *(f"{name}_before" for name in counts)]
    rates = {f"{group} {when}": (f"{group}_households_count{when}", f"total_households_count{when}", 100)
             for group in ("poor", "near_poor") for when in ("", "_before")}  # fmt: skip
    changes = history.add_up(pairs.dropna(subset=sides), ["review_year"], sides, rates)
    sums = history.poverty()
    for group in ("poor", "near_poor"):
        sums[f"{group}_household_rate_change_pp"] = changes[f"{group} "] - changes[f"{group} _before"]
    return sums
