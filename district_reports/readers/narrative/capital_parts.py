"""Amounts that divide one another: which total a part belongs to, and what its parts make of a total."""

import re
from dataclasses import replace

from district_reports.figures import Figure
from district_reports.readers.language.clauses import Clause
from district_reports.readers.language.phrases import Cue, phrase_groups
from district_reports.readers.narrative.capital_closing import closed_total, part_named
from district_reports.readers.narrative.drafts import Draft, PassageDrafts
from district_reports.readers.outline.sections import project_by_name

LISTING = re.compile(
    r"^\s*:|trong do|\btr\.? ?do|\bgom\b|cu the|chia ra|bao gom|(?:phan|chia) theo (?:[a-z]+ ){1,4}nhu sau"
)
"""Words behind a total that its parts follow."""

# "… mô hình chăn nuôi …, tổng kinh phí: …", "Tổng kinh phí thực hiện dự án chăn nuôi …": a part, and not the project,
# whose own name has models of reducing poverty in it.
_MODELS = re.compile(
    r"\bmo hinh (?!giam ngheo)[^.;]*\bkinh phi\b[^.;\d]{0,40}$"
    r"|\bkinh phi\b[^.;]{0,30}\bdu an (?:chan nuoi|nuoi|trong|san xuat)\b[^.;]*$"
)


# "Nội dung hỗ trợ việc làm thuộc Tiểu dự án 1 …: có …", "Kinh phí thực hiện hoạt động tập huấn là …": one of several.
_ACTIVITY = re.compile(
    r"(?<!cac )(?<!theo )(?<!nhung )\b(?:noi dung|hoat dong|hang muc)\b"
    r"(?! (?:cua|thuoc|va|sau|chuong trinh|thuc hien)\b|\s*[:,.;])(?P<name>[^.;]*)$"
)
_PROJECT_NUMBER = re.compile(r"\b(?:du an|tda|da)\s*\d")
_OF_PROJECT = re.compile(
    r"\b(?:thuoc|cua)[^.;:\d]{0,12}(?:tieu du an|du an|tda|da)\s*\d(?:\W*(?:thuoc|cua)?\W*(?:du an|da)\s*\d)?"
)


def part_of_project(figure: Figure, sentence: str) -> str:
    """What an amount is of that is less than its project: `models` of production, one `activity`; else empty.

    `sentence` is all before the number.
    """
    is_assigned = figure.indicator == "capital_assigned" and figure.project in ("DA2", "DA3")
    if is_assigned and _MODELS.search(sentence):
        return "models"
    return "activity" if figure.project and not figure.component and _names_activity(sentence) else ""


def _names_activity(sentence: str) -> bool:
    """Whether an activity is named, and neither a project behind it nor as it."""
    named = _ACTIVITY.search(sentence)
    name = _OF_PROJECT.sub(" ", named["name"]) if named else ""
    return bool(name.strip()) and project_by_name(f"du an {name}") is None and not _PROJECT_NUMBER.search(name)


def find_total(clause: Clause, drafts: PassageDrafts) -> Draft | None:
    """The figure before "trong đó", for the amounts that divide it."""
    previous = drafts.previous_amount(clause)
    if previous is None:
        return None
    if LISTING.search(clause.sentence[previous.span[1] - clause.mention.start :]):
        return closed_total(previous, clause, drafts)
    return previous.listed_under


def find_part(clause: Clause, stage: Cue, drafts: PassageDrafts) -> Draft | None:
    """The part just named: "vốn đầu tư 50 tỷ đồng, giải ngân 40 tỷ đồng" tells what became of that part alone.

    After several parts in a row ("đầu tư 50 tỷ đồng, sự nghiệp 30 tỷ đồng; giải ngân 60 tỷ đồng") it is their whole.
    """
    previous = drafts.previous_amount(clause)
    part = (previous.told_of or previous) if previous is not None else None
    if part is None or previous is None or part.clause is None or part_named(clause):
        return None
    named = _part_told(part.clause)
    before = drafts.previous_amount(part.clause)
    is_one_of_several = (
        before is not None
        and before.clause is not None
        and part.listed_under is not before
        and not (_is_parted(before, part.clause) and not _is_parted(part, clause))
        and before.figure.kind == part.figure.kind
        and _part_told(before.clause).keys() & named.keys()
    )
    is_further = stage.means["kind"] not in (part.figure.kind, "assigned", "planned", "carried_over")
    is_within = "subproject" in named or clause.mention.value <= (part.figure.value or 0)
    return part if named and is_further and is_within and not is_one_of_several else None


def _part_told(clause: Clause) -> dict[str, str]:
    """What the words before an amount name of it, and the type right behind it: "9 tỷ đồng vốn đầu tư cho …"."""
    behind = phrase_groups("capital")["capital_types"].find(clause.after)[:1]
    is_beside = bool(behind) and not clause.after[: behind[0].start].strip()
    return part_named(clause) | ({"capital_type": behind[0].means["capital_type"]} if is_beside else {})


def _is_parted(before: Draft, clause: Clause) -> bool:
    """Whether a semicolon stands between an amount and a later one of its sentence."""
    return ";" in clause.sentence[before.span[1] - clause.mention.start :]


def period_of_whole(indicator: str, base: Draft | None) -> str:
    """A part of carried over money is carried into the year that its whole is."""
    is_part = base is not None and indicator == base.figure.indicator == "capital_carried_over"
    return base.figure.period if base is not None and is_part else ""


def whole_of(draft: Draft) -> list[Draft]:
    """ "giải ngân 13 tỷ đồng/24 tỷ đồng": what was paid stands over what was assigned."""
    whole = draft.clause.mention.whole if draft.clause else None
    if whole is None or draft.figure.unit != "vnd" or draft.figure.kind not in ("disbursed", "allocated", "forecast"):
        return []
    figure = replace(
        draft.figure, indicator="capital_assigned", kind="assigned", value=whole.value, period=draft.figure.budget_year,
        as_of=None, bound=whole.bound, value_text=whole.value_text, unit_text=whole.unit_text,
        rule=f"{draft.figure.rule}+whole",
    )  # fmt: skip
    draft.whole = Draft((whole.start, whole.end), figure)
    return [draft.whole]


def mark_shared(draft: Draft) -> None:
    """What the state and the people pay together is a sum approved for their project, as are the shares of both."""
    shares = [part for part in draft.parts if part.figure.indicator == "capital_assigned"]
    if draft.figure.indicator == "capital_assigned" and any(one.figure.fund_source == "beneficiary" for one in shares):
        for one in (draft, *shares):
            one.figure = replace(one.figure, indicator="approved_budget", kind="planned")


def mark_divided(draft: Draft) -> None:
    """An amount that its bracket divides by source or type is undivided itself: `all`."""
    figure = draft.figure
    in_bracket = [part.figure for part in draft.parts if part.clause and part.clause.depth]
    if not figure.fund_source and any(part.fund_source for part in in_bracket):
        figure = replace(figure, fund_source="all")
    if not figure.capital_type and any(part.capital_type for part in in_bracket):
        figure = replace(figure, capital_type="all")
    draft.figure = figure
    mark_available(draft)


def mark_available(draft: Draft) -> None:
    """A total of which a part was carried over is what is available, not what was assigned; so is what divides it."""
    mixed = [part for part in draft.parts
             if part.figure.indicator in ("capital_carried_over", "capital_available")]  # fmt: skip
    if not mixed or draft.figure.indicator != "capital_assigned":
        return
    draft.figure = replace(draft.figure, indicator="capital_available")
    # "118 tỷ đồng (vốn đầu tư 66 tỷ đồng; vốn sự nghiệp 52 tỷ đồng), gồm: …" tells twice what the total consists of.
    divided = [part for part in draft.parts if part.clause and part.clause.depth]
    if not any(part in divided for part in mixed):
        for part in divided:
            part.figure = replace(part.figure, indicator="capital_available")
