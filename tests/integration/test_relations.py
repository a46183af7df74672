"""What relations say together, on made-up reports small enough to see; each rule's own examples are `samples/rules`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from district_reports import gates, registry
from district_reports.figures import Figure, Reading, SubmissionIdentity
from district_reports.settings import Settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect
from district_reports.warehouse.quality.findings import findings_as_rows
from district_reports.warehouse.scratch import scratch_warehouse

UNITS = [registry.districts_of(province.code)[place] for place in (0, 1) for province in registry.provinces()]


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


CENTRAL, LOCAL = {"fund_source": "central"}, {"fund_source": "local"}
INVESTMENT, RECURRENT = {"capital_type": "investment"}, {"capital_type": "recurrent"}
OLDER = {"budget_year": "2022+2023"}
WORKS, MAINTENANCE = {"component": "infrastructure_investment"}, {"component": "maintenance"}


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


BOTH_DOUBLED = [
    money("assigned", "500", **CENTRAL), money("assigned", "400", "DA2", **CENTRAL),
    money("assigned", "90", "DA3", **CENTRAL), money("assigned", "100", "DA3", **CENTRAL),
    money("assigned", "60", "DA3.TDA1", **CENTRAL), money("assigned", "40", "DA3.TDA2", **CENTRAL),
]  # fmt: skip
STRAY = [*by_source("DA6.TDA1", "0", "210", "0"), *by_source("DA6.TDA2", "217", "210", "7"),
         *by_source("DA6", "217", "210", "7")]  # fmt: skip
LIST = "đối ứng 25.735 triệu đồng, bằng 7% vốn trung ương, gồm tỉnh 21.260 triệu đồng, huyện 4.745 triệu đồng"
OWN_MONEY = "a rate that fits nothing is told against its own money, and not the nearest"
SENTENCES: dict[str, tuple[list[Figure], list[str]]] = {
    "a rate is told with what it is nearest to": (disbursement("DA2", "673", "16,74", "2,52"), ["RAT-001"]),
    "activities told straight under a project are its parts": (
        [
            money("assigned", "100", "DA1"),
            money("assigned", "70", "DA1", **WORKS),
            money("assigned", "40", "DA1", **MAINTENANCE),
        ],
        ["SUM-005"],
    ),
    "two equal amounts in one breath are two": (
        [
            money("assigned", "30", "DA2", fund_source="all"),
            money("assigned", "20", "DA2", **CENTRAL),
            money("assigned", "5", "DA2", locator="a.txt#p9:0-9", **LOCAL),
            money("assigned", "5", "DA2", locator="a.txt#p9:20-29", **LOCAL),
        ],
        [],
    ),
    "one of several amounts that is all the others together is the line": (
        [
            money("assigned", "25", **LOCAL),
            money("assigned", "10", **LOCAL),
            money("assigned", "15", **LOCAL),
        ],
        [],
    ),
    "parts short of the whole prove nothing while parts are missing": (
        [money("assigned", "100"), money("assigned", "60", "DA2")],
        [],
    ),
    "a beaten reading spoils no other sum": (BOTH_DOUBLED, ["DUP-001"]),
    "a rate of one review is told with two values": (
        [rate("poor_household_rate", "10,38"), rate("poor_household_rate", "9,88")],
        ["DUP-003"],
    ),
    "a rate told again with fewer decimals is the same": (
        [rate("poor_household_rate", "10,38"), rate("poor_household_rate", "10,4")],
        [],
    ),
    "one stray amount that breaks two sums is one finding": (
        STRAY,
        ["SUM-004"],
    ),
    "local money that lines without any local money cannot hold": (
        [
            money("assigned", "100", **CENTRAL),
            money("assigned", "9", **LOCAL),
            *wholly_central("DA2", "40"),
            *wholly_central("DA3", "60"),
        ],
        ["SUM-003"],
    ),
    "a zero in words is a part like any other": (
        [
            money("assigned", "100", "DA3"),
            money("assigned", "90", "DA3.TDA1"),
            replace(money("assigned", "0", "DA3.TDA2"), presence="zero_in_words", value_text="chưa bố trí"),
        ],
        ["SUM-004"],
    ),
    "an amount that is only about right breaks no sum": (
        [
            replace(money("assigned", "100", "DA3"), bound="about"),
            money("assigned", "60", "DA3.TDA1"),
            money("assigned", "60", "DA3.TDA2"),
        ],
        [],
    ),
    "an amount repeated with fewer digits is one amount": (
        [
            money("disbursed", "10.491,5"),
            money("disbursed", "10.491,503"),
        ],
        [],
    ),
    "a rate of all that could be spent is right with that denominator": (
        [
            money("available", "150"),
            money("assigned", "100"),
            money("disbursed", "30"),
            rate("disbursement_rate", "20,0", budget_year="2024"),
        ],
        [],
    ),
    "a total that counts carried-over money in contradicts nothing": (
        [
            money("assigned", "140"),
            money("assigned", "60", **INVESTMENT),
            money("assigned", "40", **RECURRENT),
            money("carried_over", "40", budget_year="2023"),
        ],
        [],
    ),
    "this year's money and what was carried over close in the total of both years": (
        [
            money("available", "145", budget_year="2023+2024"),
            money("assigned", "100"),
            money("carried_over", "40", budget_year="2023"),
            money("assigned", "5", fund_source="local"),
            money("disbursed", "29", budget_year="2023+2024"),
            rate("disbursement_rate", "20,0", budget_year="2023+2024"),
        ],
        [],
    ),
    "a total of both years that its parts do not close is found": (
        [
            money("available", "120", budget_year="2023+2024"),
            money("assigned", "100"),
            money("carried_over", "40", budget_year="2023"),
        ],
        ["SUM-008"],
    ),
    "more paid of both years than there is of them is found": (
        [
            money("assigned", "100"),
            money("carried_over", "40", budget_year="2023"),
            money("disbursed", "150", budget_year="2023+2024"),
        ],
        ["CAP-003"],
    ),
    "a total that lacks as much as one of its parts holds nothing": (by_source("", "100", "90", "5"), ["SUM-001"]),
    "a rate far from all money of the report is a note": (
        [money("disbursed", "16,74"), money("assigned", "673"), rate("disbursement_rate", "61,1", budget_year="2024")],
        ["RAT-012"],
    ),
    "rounded parts of a round total are a note": (
        [
            money("assigned", "100", "DA3"),
            money("assigned", "60", "DA3.TDA1"),
            money("assigned", "39", "DA3.TDA2"),
        ],
        ["SUM-013"],
    ),
    "a rate that is rounded of one amount is not told as cut off of another": (
        [
            *(money("assigned", "59.225"), money("allocated", "58.166"), money("disbursed", "19.543")),
            rate("disbursement_rate", "33", budget_year="2024"),
        ],
        [],
    ),
    "an amount of one unit may be parts that are each less than half": (
        [
            money("disbursed", "1", "DA3", **LOCAL),
            money("disbursed", "0", "DA3", **INVESTMENT, **LOCAL),
            money("disbursed", "0", "DA3", **RECURRENT, **LOCAL),
        ],
        [],
    ),
    "co-financing told in cells of a table is compared like that of a sentence": (
        [
            money("assigned", amount, project, locator=f"a.xlsx#Bieu!{column}{row}", **source)
            for row, (project, local) in enumerate({"DA2": "30", "DA3": "30", "DA5": "30", "DA7": "80"}.items(), 10)
            for column, amount, source in (("D", "1.000", CENTRAL), ("G", local, LOCAL))
        ],
        ["CAP-001"],
    ),
    "recurrent sums that close say nothing of a project told undivided that may hold both": (
        [
            *(money("assigned", "80", **INVESTMENT), money("assigned", "70", **RECURRENT)),
            *(money("assigned", "100", "DA1"), money("assigned", "50", "DA4", **RECURRENT)),
            *(money("assigned", "30", "DA4.TDA1", **RECURRENT), money("assigned", "20", "DA4.TDA2")),
        ],
        [],
    ),
    "sums of told types say nothing of a project told undivided that may hold both": (
        [
            *(money("assigned", "80", **INVESTMENT), money("assigned", "100", "DA1")),
            *(
                money("assigned", "60", **INVESTMENT, **CENTRAL),
                money("assigned", "50", "DA1", **INVESTMENT, **CENTRAL),
            ),
            money("assigned", "10", "DA4", **INVESTMENT, **CENTRAL),
        ],
        [],
    ),
    "what there was to spend does not explain types that are more than the whole": (
        [
            *(money("assigned", "61.500", **CENTRAL), money("available", "70.000", **CENTRAL)),
            *(
                money("assigned", "34.093", **CENTRAL, **INVESTMENT),
                money("assigned", "28.400", **CENTRAL, **RECURRENT),
            ),
        ],
        ["SUM-011"],
    ),
    "the lower of two amounts that lacks of the higher what is told below is another part of it": (
        [money("assigned", "100", "DA1"), money("assigned", "94", "DA1"), money("assigned", "6", "DA1", **MAINTENANCE)],
        [],
    ),
    "an amount without a type that is less than the only one with a type is of something beside it": (
        [money("assigned", "62", "DA1.TDA1", **INVESTMENT), money("assigned", "5", "DA1.TDA1")],
        [],
    ),
    "a total of what was paid may take in another year's money": (
        [
            money("disbursed", "75", **OLDER),
            *(money("disbursed", "5", **OLDER, **INVESTMENT), money("disbursed", "10", **OLDER, **RECURRENT)),
            *(money("disbursed", "46", **INVESTMENT), money("disbursed", "14", **RECURRENT)),
        ],
        [],
    ),
    "central money told of one type alone, and local money, are what a rate may be a share of": (
        [
            *(money("assigned", "100", **CENTRAL, **RECURRENT), money("assigned", "10", **LOCAL)),
            *(money("disbursed", "66"), rate("disbursement_rate", "60", kind="disbursed", budget_year="2024")),
        ],
        [],
    ),
    "of two rates told of a review the one that its households give is the rate": (
        [
            *(count("total_households", 100), count("poor_households", 34)),
            *(rate("poor_household_rate", "34,00"), rate("poor_household_rate", "49,40")),
            rate("poor_household_rate", "42,35", period="2023"),
            rate("poor_household_rate_change", "-8,53", unit="pp"),
        ],
        ["RAT-005", "DUP-003"],
    ),
    "works that go on and new ones are all works, however many of them are completed": (
        [
            *(count("works", 31, "DA1"), count("works", 12, "DA1", breakdown="transitional")),
            *(count("works", 19, "DA1", breakdown="new_start"), count("works", 7, "DA1", breakdown="completed")),
        ],
        [],
    ),
    "all there is may be what is allocated and not yet allocated": (
        [
            *(money("assigned", "100", "DA2"), money("available", "130", "DA2")),
            *(money("allocated", "90", "DA2"), money("unallocated", "40", "DA2")),
        ],
        [],
    ),
    "not even all there is can be less than what is allocated and not yet allocated": (
        [
            money("available", "130", "DA2"),
            *(money("allocated", "90", "DA2"), money("unallocated", "50", "DA2")),
        ],
        ["SUM-007"],
    ),
    "stages told of one type each are no more than all money": (
        [
            money("assigned", "100", "DA1.TDA1"),
            *(money("allocated", "80", "DA1.TDA1", **INVESTMENT), money("unallocated", "40", "DA1.TDA1", **RECURRENT)),
        ],
        ["SUM-007"],
    ),
    "stages told of one type each need not be all money": (
        [
            money("assigned", "100", "DA1.TDA1"),
            *(money("allocated", "50", "DA1.TDA1", **INVESTMENT), money("unallocated", "40", "DA1.TDA1", **RECURRENT)),
        ],
        [],
    ),
    "one share told twice with two digits in another order is a slip": (
        [
            rate("disbursement_rate", "74,08", budget_year="2024"),
            rate("disbursement_rate", "84,07", budget_year="2024"),
        ],
        ["DUP-007"],
    ),
    "shares of two lines with the same digits in another order are two shares": (
        [
            rate("disbursement_rate", "74,08", budget_year="2024"),
            rate("disbursement_rate", "84,07", "DA6", budget_year="2024"),
        ],
        [],
    ),
    "co-financing may be a share of one type of central money": (
        [
            *(
                money("assigned", "50.000", **CENTRAL, **INVESTMENT),
                money("assigned", "48.468", **CENTRAL, **RECURRENT),
            ),
            *(money("assigned", "98.468", **CENTRAL), money("assigned", "1.453", **LOCAL)),
            rate("counterpart_rate", "3", kind="assigned", budget_year="2024", **LOCAL),
        ],
        [],
    ),
    "a project has no more of one type than all its sub-projects have of both": (
        [
            money("assigned", "7.514", "DA4", **RECURRENT),
            *(money("assigned", "5.732", "DA4.TDA1"), money("assigned", "318", "DA4.TDA2")),
            money("assigned", "1.104", "DA4.TDA3"),
        ],
        ["SUM-004"],
    ),
    "sub-projects may have more of both types than their project has of one": (
        [
            money("assigned", "6.514", "DA4", **RECURRENT),
            *(money("assigned", "5.732", "DA4.TDA1"), money("assigned", "318", "DA4.TDA2")),
            money("assigned", "1.104", "DA4.TDA3"),
        ],
        [],
    ),
    "lines that are all the money of the only type told are all that can be paid out": (
        [
            *(money("assigned", "100", **CENTRAL, **RECURRENT), money("assigned", "60", "DA2", **CENTRAL)),
            *(money("assigned", "30", "DA4.TDA1", **CENTRAL), money("assigned", "10", "DA4.TDA3", **CENTRAL)),
            replace(money("assigned", "0", "DA1", **CENTRAL), presence="zero_in_words", value_text="không có"),
            *(money("disbursed", "50", **CENTRAL), money("disbursed", "30", "DA2", **CENTRAL)),
            *(money("disbursed", "12", "DA4.TDA1", **CENTRAL), money("disbursed", "5", "DA4.TDA3", **CENTRAL)),
        ],
        ["SUM-003"],
    ),
    "a line that was given nothing of one type may still be missing of the other": (
        [
            *(money("assigned", "50", "DA4", **RECURRENT), money("assigned", "0", "DA4.TDA3", **INVESTMENT)),
            *(money("assigned", "30", "DA4.TDA1", **RECURRENT), money("assigned", "20", "DA4.TDA3", **RECURRENT)),
            *(money("disbursed", "25", "DA4", **RECURRENT), money("disbursed", "10", "DA4.TDA1", **RECURRENT)),
        ],
        [],
    ),
    "poor, near-poor and newly escaped households told in one breath are all who take part": (
        [
            count("participating_households", 143, "DA2"),
            *(
                replace(
                    count("participating_households", number, "DA2", breakdown=group), rule="outputs.households+next"
                )
                for group, number in {"poor": 71, "near_poor": 48, "newly_escaped": 22}.items()
            ),
        ],
        ["SUM-010"],
    ),
    "a total may hold what was carried over and leave out what others gave": (
        [
            *(money("assigned", "105"), money("assigned", "84", **CENTRAL), money("assigned", "8", **LOCAL)),
            *(money("assigned", "4", fund_source="other"), money("carried_over", "13", budget_year="2023")),
        ],
        [],
    ),
    "a total of both budgets may leave out what others gave": (
        [
            *(money("assigned", "92"), money("assigned", "84", **CENTRAL), money("assigned", "8", **LOCAL)),
            money("assigned", "4", fund_source="other"),
        ],
        [],
    ),
    "sources told of the works alone lack the upkeep told beside them": (
        [
            money("planned", "36.977", "DA1.TDA2"),
            *(money("planned", "32.800", "DA1.TDA2", **CENTRAL), money("planned", "984", "DA1.TDA2", **LOCAL)),
            money("planned", "3.100", "DA1.TDA2", **CENTRAL, **MAINTENANCE),
            money("planned", "93", "DA1.TDA2", **LOCAL, **MAINTENANCE),
        ],
        [],
    ),
    "a share told again far from any money is the one told beside its money": (
        [
            money("assigned", "254.950", **CENTRAL, **RECURRENT),
            money("disbursed", "167.540", **CENTRAL, **RECURRENT, locator="a.txt#p9:0-9"),
            rate("disbursement_rate", "65,71", **CENTRAL, **RECURRENT, budget_year="2024", locator="a.txt#p9:20-29"),
            money("disbursed", "175.140", **RECURRENT),
            rate("disbursement_rate", "65,71", **RECURRENT, budget_year="2024"),
        ],
        [],
    ),
    "a rate of a line whose money is not told is a note": (
        [
            *(money("assigned", "4.000"), money("disbursed", "2.148", "DA4.TDA1")),
            rate("disbursement_rate", "55,43", "DA4.TDA1", budget_year="2024"),
        ],
        ["RAT-012"],
    ),
    "a rate may be of a part that is told like its whole": (
        [
            *(money("assigned", "47.305", "DA1.TDA2"), money("assigned", "43.400", "DA1.TDA2")),
            *(money("assigned", "3.905", "DA1.TDA2", **MAINTENANCE), money("disbursed", "15.708,2", "DA1.TDA2")),
            rate("disbursement_rate", "36,19", "DA1.TDA2", budget_year="2024"),
        ],
        [],
    ),
    OWN_MONEY: (
        [
            *(money("available", "110.269,82", **OLDER), money("available", "107.681,6", **OLDER, **CENTRAL)),
            money("disbursed", "38.090,9", fund_source="all", capital_type="all", **OLDER),
            rate("disbursement_rate", "35,54", fund_source="all", capital_type="all", **OLDER),
        ],
        ["RAT-001"],
    ),
    "projects may be told with their money of one type alone": (
        [
            *(money("planned", "128", **CENTRAL), money("planned", "79", **CENTRAL, **INVESTMENT)),
            money("planned", "49", **CENTRAL, **RECURRENT),
            *(money("planned", str(4 + number), f"DA{number}", **CENTRAL) for number in range(1, 7)),
            money("planned", "4", "DA7", **CENTRAL),
        ],
        [],
    ),
    "co-financing may be a share of any amount told for a line": (
        [
            *(money("assigned", "369.712", **CENTRAL), money("assigned", "25.735", **LOCAL)),
            *(money("assigned", "21.260", **LOCAL), money("planned", "128.460", **CENTRAL)),
            *(money("planned", "8.992,2", **LOCAL), rate("counterpart_rate", "6,96", kind="assigned", **LOCAL)),
        ],
        ["DUP-002"],
    ),
    "what a list tells of one thing adds to the number before it": (
        [
            replace(money("assigned", amount, **LOCAL), locator=f"a.txt#p7:{place}-{place + 5}", quote=LIST)
            for place, amount in {3: "25.735", 60: "21.260", 90: "4.745"}.items()
        ],
        ["SUM-018", "DUP-002"],
    ),
    "nobody expects to pay out more than there is": (
        [money("assigned", "100", "DA2"), money("forecast", "120", "DA2")],
        ["CAP-002"],
    ),
    "nobody leaves unallocated more than there is": (
        [money("assigned", "100", "DA2"), money("unallocated", "120", "DA2")],
        ["CAP-002"],
    ),
    "what was paid by the middle of the year is not more than what is expected by its end": (
        [
            money("assigned", "100", "DA2"),
            *(money("disbursed", "60", "DA2", period="2024H1"), money("forecast", "50", "DA2")),
        ],
        ["CAP-021"],
    ),
}


# Which figures of a report no rollup uses, by their places.
HELD: dict[str, tuple[list[Figure], set[str]]] = {
    "a total that no other sum supports, and not its parts": (by_source("DA2", "100", "90", "5"), {"f00"}),
    "no total that another sum supports": (
        [
            *by_source("DA1.TDA1", "100", "90", "10"),
            money("assigned", "60", "DA1.TDA1", **INVESTMENT),
            money("assigned", "70", "DA1.TDA1", **RECURRENT),
        ],
        set(),
    ),
    "no total that its stages support, each told of one type": (
        [
            *by_source("DA1.TDA1", "100", "90", "5"),
            money("allocated", "60", "DA1.TDA1", **INVESTMENT),
            money("unallocated", "40", "DA1.TDA1", **RECURRENT),
        ],
        set(),
    ),
    "a part that spoils two sums and closes none": (STRAY, {"f01"}),
    "the reading of a doubled line that closes no sum": (BOTH_DOUBLED, {"f02"}),
    "nothing where the sums close": (by_source("DA2", "100", "90", "10"), set()),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(database_url: str, session_settings: Settings) -> Iterator[tuple[str, dict[str, str]]]:
    """A warehouse with every example as a submission of its own, built and judged once, and their ids."""
    examples = {sentence: figures for table in (SENTENCES, HELD) for sentence, (figures, _) in table.items()}
    with scratch_warehouse(database_url, "relations") as url:
        with connect(url) as connection:
            ids = {name: _load(connection, number, figures) for number, (name, figures) in enumerate(examples.items())}
        transform.build(url, ["staging", "intermediate"], session_settings.local_dir)
        gates.run_gate_1(url)
        yield url, ids


@pytest.fixture(scope="module")
def findings(built: tuple[str, dict[str, str]]) -> dict[str, list[dict]]:
    url, ids = built
    with connect(url) as connection:
        return {name: findings_as_rows(connection, [submission_id]) for name, submission_id in ids.items()}


def _load(connection, number: int, figures: list[Figure]) -> str:
    sha256 = f"{number:064x}"
    receipt = SubmissionReceipt(f"{number:016x}", sha256, (ReceivedFile(sha256, "a.txt", "text/plain", 1),),
                                datetime(2025, 1, 10, tzinfo=UTC), "1")  # fmt: skip
    placed = tuple(
        replace(figure, figure_id=f"f{place:02}", locator=figure.locator or f"a.txt#p{place}:0-9")
        for place, figure in enumerate(figures)
    )
    unit = UNITS[number]
    identity = SubmissionIdentity(unit.area_list, unit.province_code, "", unit.code, unit.name, "district", "2024")
    load_submission(connection, receipt, Reading(identity, placed))
    return receipt.submission_id


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_holds_that(sentence: str, findings: dict[str, list[dict]]):
    assert [found["rule"] for found in findings[sentence]] == SENTENCES[sentence][1]


@pytest.mark.parametrize("sentence", HELD)
def test_the_line_held_is(sentence: str, built: tuple[str, dict[str, str]]):
    url, ids = built
    with connect(url) as connection:
        held = connection.execute(
            "select figure_id from intermediate.int_capital_lines_held where submission_id = %s", [ids[sentence]]
        ).fetchall()
    assert {figure for (figure,) in held} == HELD[sentence][1]


def test_a_finding_says_that_its_line_is_left_out(findings: dict[str, list[dict]]):
    (left_out,) = findings["a total that no other sum supports, and not its parts"]
    (kept,) = findings["no total that another sum supports"]
    assert "tạm để ngoài số tổng hợp" in left_out["message_vi"]
    assert "tạm để ngoài số tổng hợp" not in kept["message_vi"]


def test_a_line_that_is_held_is_in_no_rollup_and_its_neighbours_are(
    built: tuple[str, dict[str, str]], session_settings: Settings
):
    url, _ = built
    transform.build(url, ["marts", "rollups"], session_settings.local_dir)
    query = """
        select held.figure_id is null, chosen.figure_id is null
        from intermediate.int_figures_measured as figures
        inner join intermediate.int_submissions_latest as latest
            on figures.submission_id = latest.submission_id and latest.subject = 'capital'
        left join intermediate.int_capital_lines_held as held
            on figures.submission_id = held.submission_id and figures.figure_id = held.figure_id
        left join intermediate.int_capital_measures_chosen as chosen
            on figures.submission_id = chosen.submission_id and figures.figure_id = chosen.figure_id
            and not chosen.is_held
        where figures.unit = 'vnd' and figures.presence = 'stated' and not figures.is_superseded
    """
    with connect(url) as connection:
        rows = connection.execute(query).fetchall()
    assert (True, False) in rows
    assert {is_free for is_free, is_left_out in rows if is_left_out} <= {False}


def test_a_finding_says_where_what_was_stated_and_what_follows(findings: dict[str, list[dict]]):
    (found,) = findings["a rate is told with what it is nearest to"]
    assert found["where"] == "a.txt#p2:0-9"
    assert (found["stated"], round(found["computed"], 3)) == (Decimal("2.52"), Decimal("2.487"))
    assert found["figures"].split(";")[0] == "f02"
    assert "16,74 triệu đồng / 673 triệu đồng" in found["message_vi"]


def test_a_rate_is_recomputed_from_its_own_money(findings: dict[str, list[dict]]):
    (found,) = findings[OWN_MONEY]
    assert round(found["computed"], 2) == Decimal("34.54")


def test_the_finding_of_one_cause_names_the_other_contradictions(findings: dict[str, list[dict]]):
    (found,) = findings["one stray amount that breaks two sums is one finding"]
    assert "Dự án 6, Tiểu dự án 1" in found["message_vi"]
    assert len(set(found["figures"].split(";"))) == len(found["figures"].split(";")) >= 5
