"""What the headings over a passage say: project, year, source and type of capital, plan or result."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.language.place_names import commune_alone
from district_reports.readers.outline.structure import HeadedPassage, Heading, opening_of
from district_reports.readers.outline.years import YEARS_TOGETHER, carried_from, years_named
from district_reports.registry import project_names
from district_reports.values import fold_letters

_SUBPROJECT = re.compile(r"(?:tieu du an|\btda)\s*(?:so\s*)?(\d)(?![\d.,]*\d)")
_PROJECT = re.compile(r"(?:(?<!tieu )\bdu an|\bda)\s*(?:so\s*)?(\d)(?![\d.,]*\d)")
# "Nguồn vốn và giải ngân" is about both, "Giải ngân nguồn vốn" about one.
_OTHER_MONEY = re.compile(
    r"phan bo|huy dong|\bgiao\b|ke hoach|\b(?:von|kinh phi|nguon luc)\b[^.;:]*(?:,| va |-).*giai ngan"
)
# "- Chuyển nguồn: …" under "Giải ngân" says whose money was spent.
_CARRIED = {("capital_carried_over", "carried_over")}
_BEGINS_WITH_PROJECT = re.compile(
    r"\W*(?:\w+\s){0,2}(?:tieu du an|du an|tda|da)\s*\d|[^.:;]*\((?:tieu du an|du an|tda|da)\s*\d"
)
_BEGINS_WITH_POLICY = re.compile(r"\W*(?:thuc hien\s+|ve\s+)?(?:cac\s+)?chinh sach\b[^.;\d]{0,60}:")
_MONEY_UNIT = re.compile(r"(?:dvt|don vi(?: tinh)?)\s*:?\s*(trieu dong|ty dong|ti dong|nghin dong|trd|dong)")
_ONLY_YEAR = re.compile(r"\W*(?:\w{1,4}[.)/]\s*)?(?:trong\s+)?nam (20\d\d)\s*(?::|$)")
# In a review of several years: "- Năm 2022, do vốn giao muộn nên …".
_OF_YEAR = re.compile(_ONLY_YEAR.pattern.replace("(?::|$)", "(?:[:,]|$)"))
# What may be left of a programme's name behind the words it is known by: "… và miền núi năm 2024".
_REST_OF_NAME = 30
_YEARS_ABOUT = re.compile(rf"(?:\(|\b(?:nam|luy ke|giai doan|tu)\s+){YEARS_TOGETHER}")


@dataclass(frozen=True)
class Round:
    """The period a document reports on: year and window (`""`, `H1`, `9M`, `Q1`, …).

    A review of several years also has the first of them; its `year` is the last.
    """

    year: int
    window: str = ""
    first_year: int | None = None

    @property
    def code(self) -> str:
        """`2024`, `2024H1`, `2024-9M`."""
        return period_code(self.year, self.window)

    @property
    def span(self) -> str:
        """`2021-2023` of a review of these years together, else empty."""
        return f"{self.first_year}-{self.year}" if self.first_year and self.first_year < self.year else ""


def period_code(year: int | str, window: str) -> str:
    """The name of a window of a year: `2024`, `2024H1`, `2024-9M`, `2024-8M`, `2024Q1`."""
    if window in ("", "year"):
        return str(year)
    return f"{year}-{window}" if window[0].isdigit() else f"{year}{window}"


def window_of_months(months: int) -> str:
    """The window of a year's first months: `H1`, `9M`, `8M`; empty for all twelve."""
    return {6: "H1", 12: ""}.get(months, f"{months}M")


@dataclass(frozen=True)
class Section:
    """What holds for a passage before its own words are read.

    `carried_from` is the year whose money a heading says was carried over; `stage` is the (indicator, kind) of money
    that a heading such as "Kết quả giải ngân" is all about, `money_unit` what one names for all its numbers ("ĐVT: …"),
    `window` the part of the year a heading names, `span` the years it is about ("… (2022-2024)"), `is_of_targets` that
    one tells what became of the targets, so that those named below come with their results, `within` the one year of a
    heading that is no more than its name ("2. Năm 2022: …"), `place` the commune of a line that begins with nothing but
    its name ("- Xã A: …").
    """

    project: str = ""
    subproject: str = ""
    component: str = ""
    fund_source: str = ""
    capital_type: str = ""
    breakdown: str = ""
    year: int | None = None
    is_plan: bool = False
    is_target: bool = False
    is_of_targets: bool = False
    is_policy: bool = False
    is_programme: bool = False
    is_carried_over: bool = False
    carried_from: str = ""
    stage: tuple[str, str] | None = None
    money_unit: str = ""
    window: str = ""
    span: str = ""
    within: str = ""
    place: str = ""


def money_unit_told(folded: str) -> str:
    """The unit that a text names for all numbers below it: "(ĐVT: triệu đồng)"; empty for none."""
    unit = _MONEY_UNIT.search(folded)
    return unit[1] if unit else ""


def years_told(folded: str, round_: Round) -> str:
    """The years a text says it is about, none of them still to come: "giai đoạn 2022 - 2024"; empty for none."""
    years = _YEARS_ABOUT.search(folded)
    return f"{years[1]}-{years[2]}" if years and int(years[2]) <= round_.year else ""


def find_project(folded: str, section: Section) -> tuple[str, str] | None:
    """The one project a text names by number, as (project, sub-project); None for none or several."""
    subprojects, projects = set(_SUBPROJECT.findall(folded)), set(_PROJECT.findall(folded))
    if len(subprojects) > 1 or len(projects) > 1 or not (subprojects or projects):
        return None
    project = f"DA{projects.pop()}" if projects else section.project
    if project not in project_names():
        return None
    subproject = f"{project}.TDA{subprojects.pop()}" if subprojects else ""
    # A sub-project the programme does not have is a slip of the pen; the project still holds.
    return project, subproject if subproject in project_names() else ""


def project_by_name(folded: str) -> tuple[str, str] | None:
    """The one project a text calls by its name: "tiểu dự án cải thiện dinh dưỡng"; None for none or several."""
    cues = phrase_groups("programme")["names"].find(folded) if "du an" in folded else []
    return (cues[0].means["project"], cues[0].means["subproject"]) if len(cues) == 1 else None


def subproject_by_name(before: str, project: str) -> tuple[str, str] | None:
    """The sub-project of a project whose short name ends `before`: "… nâng cao năng lực 4 tỷ đồng" under project 7."""
    cues = [cue for cue in phrase_groups("programme")["short_names"].find(before) if cue.means["project"] == project]
    return (project, cues[-1].means["subproject"]) if cues and not before[cues[-1].end :].strip(" :") else None


def read_section(passage: HeadedPassage, round_: Round, *, title: str = "") -> Section:
    """The section a passage stands in, from the document's title and its headings, outermost first."""
    section = Section(span=round_.span)
    if title:
        section = _apply_words(section, title, round_, is_title=True)
    for heading in passage.headings:
        section = _apply_heading(section, heading, round_)
    if passage.own is None and (told := _ONLY_YEAR.match(fold_letters(opening_of(passage.text)))):
        section = replace(section, within=told[1])
    if passage.own is None and (place := commune_alone(passage.text.partition(":")[0])):
        section = replace(section, place=place)
    if passage.own is None and (programme := _programme_of_label(passage.text)):
        return replace(section, project="", subproject="", breakdown=programme)
    if passage.own is None and (named := _project_of_opening(passage.text, section)):
        section = replace(section, project=named[0], subproject=named[1])
    elif passage.own is None and not section.project and _BEGINS_WITH_POLICY.match(fold_letters(passage.text)):
        section = replace(section, is_policy=True)
    return section


def _programme_of_label(text: str) -> str:
    """The other programme that all of a paragraph without a label is about: "CTMTQG xây dựng NTM: được giao …"."""
    label, colon, told = fold_letters(text).partition(":")
    capital = phrase_groups("capital")
    is_only_one = colon and not capital["other_programmes"].says(told) and not capital["programme"].says(label + told)
    cues = capital["other_programmes"].find(label) if is_only_one else []
    return _single_meaning(cues, "breakdown") if cues and len(label) - cues[-1].end < _REST_OF_NAME else ""


def _project_of_opening(text: str, section: Section) -> tuple[str, str] | None:
    """The project a paragraph without a label begins with: "Với Dự án 1, …", "Đào tạo nghề (Dự án 4) …"."""
    opening = fold_letters(opening_of(text))
    begins_with_it = _BEGINS_WITH_PROJECT.match(opening)
    return find_project(opening, section) if begins_with_it and not section.breakdown else None


def _apply_heading(section: Section, heading: Heading, round_: Round) -> Section:
    folded, opening = heading.folded, fold_letters(heading.opening)
    named = find_project(folded, section) or find_project(opening, section) or _project_by_name(folded, heading)
    if named and not named[1]:
        named = _subproject_in_brackets(named[0], opening) or named
    if unit := money_unit_told(opening):
        section = replace(section, money_unit=unit)
    if named and not section.breakdown:
        section = replace(section, project=named[0], subproject=named[1])
    elif heading.kind in ("part", "roman"):
        section = replace(section, project="", subproject="", fund_source="", capital_type="", is_policy=False,
                          is_of_targets=False, is_carried_over=False, carried_from="", stage=None,
                          span="" if section.is_plan else round_.span)  # fmt: skip
    of_year = _OF_YEAR if round_.span and heading.kind in ("dash", "plus") else _ONLY_YEAR
    if told := of_year.match(opening):
        section = replace(section, within=told[1])
    if span := years_told(opening, round_):
        section = replace(section, span=span)
    section = _apply_words(section, folded, round_, is_bullet=heading.kind in ("dash", "plus"))
    section = replace(section, place=commune_alone(heading.title),
                      capital_type=_type_in_brackets(opening) or section.capital_type)  # fmt: skip
    if heading.kind in ("part", "roman") and (source := _source_in_brackets(opening)):
        section = replace(section, fund_source=source)
    return section


def _source_in_brackets(opening: str) -> str:
    """Whose money all of a chapter is about: "III. Kết quả các dự án (vốn ngân sách trung ương)"."""
    aside = re.search(r"\([^()]*\)\W*$", opening)
    return _single_meaning(phrase_groups("capital")["sources"].find(aside[0]), "fund_source") if aside else ""


def _type_in_brackets(opening: str) -> str:
    """The type of all that a line tells: "- Duy tu, bảo dưỡng (vốn sự nghiệp): năm 2024 giao 4 tỷ đồng"."""
    aside = re.match(r"[^():;]*\(([^()\d]*)\)\s*:", opening)
    return _single_meaning(phrase_groups("capital")["capital_types"].find(aside[1]), "capital_type") if aside else ""


def _subproject_in_brackets(project: str, opening: str) -> tuple[str, str] | None:
    """The one sub-project of "Dự án 1 (Tiểu dự án 1): …": the unit has no other part of it."""
    asides = " ".join(re.findall(r"\([^()]*\)", opening))
    named = find_project(asides, Section(project=project))
    return named if named and named[0] == project and named[1] else None


def _project_by_name(folded: str, heading: Heading) -> tuple[str, str] | None:
    if heading.kind not in ("arabic", "letter", "dash", "plus"):
        return None
    cues = phrase_groups("programme")["names"].find(folded[:160])
    if len(cues) != 1:
        return None
    return cues[0].means["project"], cues[0].means["subproject"]


def _apply_words(
    section: Section, folded: str, round_: Round, *, is_title: bool = False, is_bullet: bool = False
) -> Section:
    capital, context = phrase_groups("capital"), phrase_groups("context")
    # The one year that a review's title names by its noun is where its years begin.
    year = "" if is_title and round_.span else _single(years_named(folded))
    names_programme = capital["programme"].says(folded)
    elsewhere = _single_meaning(capital["other_programmes"].find(folded), "breakdown")
    stages = {(cue.means["indicator"], cue.means["kind"]) for cue in capital["stages"].find(folded)}
    section = replace(
        section,
        year=int(year) if year else section.year,
        fund_source=_single_meaning(capital["sources"].find(folded), "fund_source") or section.fund_source,
        capital_type=_single_meaning(capital["capital_types"].find(folded), "capital_type") or section.capital_type,
        breakdown="" if names_programme else elsewhere or section.breakdown,
        is_programme=section.is_programme or names_programme or capital["resources"].says(folded),
        span="" if year else section.span,
        is_policy=section.is_policy or (capital["policies"].says(folded) and not is_title),
        is_carried_over=section.is_carried_over or ("capital_carried_over", "carried_over") in stages,
        carried_from=carried_from(folded) or section.carried_from,
        stage=section.stage
        if is_title or not stages or (is_bullet and stages == _CARRIED)
        else _heading_stage(stages, folded),
        window="" if is_title else _single_meaning(context["windows"].find(folded), "window") or section.window,
    )
    tells_results, names_targets = context["results"].says(folded), context["targets"].says(folded)
    if tells_results or (names_targets and (is_bullet or not section.is_of_targets)):
        is_of_targets = section.is_of_targets if is_bullet else tells_results and names_targets and not is_title
        section = replace(section, is_target=not tells_results, is_of_targets=is_of_targets)
    elif context["tasks"].says(folded) and not is_title:
        section = replace(section, is_target=True)
    if not year:
        return section
    is_plan = int(year) > round_.year and (not is_title or context["plans"].says(folded))
    return replace(section, is_plan=is_plan)


def _heading_stage(stages: set[tuple[str, str]], folded: str) -> tuple[str, str] | None:
    """Disbursed or forecast, where a heading names nothing else; "Ước giải ngân" is a forecast."""
    if _OTHER_MONEY.search(folded):
        return None
    kinds = {kind for _, kind in stages}
    if "forecast" in kinds and kinds <= {"forecast", "disbursed"}:
        return "capital_forecast", "forecast"
    return ("capital_disbursed", "disbursed") if kinds == {"disbursed"} else None


def _single(found: Sequence[str]) -> str:
    return found[0] if len(set(found)) == 1 else ""


def _single_meaning(cues: Sequence, name: str) -> str:
    meanings = {cue.means[name] for cue in cues}
    return meanings.pop() if len(meanings) == 1 else ""
