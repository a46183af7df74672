"""An amount told before the count it went to: "cho vay 4,1 tỷ đồng cho 85 hộ nghèo", "hộ cận nghèo 16 tỷ/312 hộ"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.narrative.counting_surroundings import Surroundings
from district_reports.readers.narrative.counting_words import CountingWords

_LEADS_COUNT = re.compile(
    r"\s*(?:von\s+)?(?:\b(?:cho|voi)\b|/|\()\s*(?:(?:vay|tong|so|la|khoang|tren|hon|gan|den)\b\s*)*"
)


def leads_count(amount: Surroundings, count: Surroundings) -> bool:
    """Whether an amount stands right before a count of the same sentence, with "cho", "với" or a stroke between."""
    are_beside = amount.token.unit == "vnd" and amount.span == count.span and amount.token.until is None
    return are_beside and _LEADS_COUNT.fullmatch(amount.folded, amount.token.stop, count.token.start) is not None


def pair_figures(
    amount: Surroundings,
    told: Figure | None,
    around: Surroundings,
    count: Figure,
    means: Mapping[str, str],
    words: CountingWords,
) -> tuple[Figure, Figure] | None:
    """The amount and the count as one pair: of one policy and of the group that either names.

    `told` is what the amount was read as on its own, `around` what stands around the count, `means` what the count
    says its money is; None where the amount was read as money of something else.
    """
    if told is not None and told.indicator != means["indicator"]:
        return None
    own = (told.breakdown if told else "") or words.parts.only_one_before(amount)
    breakdown = count.breakdown or ("" if words.parts.are_several_behind(around) else own)
    whose = "" if words.parts.are_more_behind(around) else breakdown
    figure = told or words.figure(amount, {"unit": "vnd", **means}, f"{count.rule}+lead")
    figure = replace(figure, policy=count.policy, dimension=count.dimension, breakdown=whose)
    return figure, replace(count, breakdown=breakdown)
