"""What is found in a report whose parts make its totals, or do not; and which lines are then held."""

from dataclasses import replace

from figures_in_brief import (
    CENTRAL,
    INVESTMENT,
    LOCAL,
    MAINTENANCE,
    RECURRENT,
    WORKS,
    by_source,
    count,
    money,
    wholly_central,
)

from district_reports.figures import Figure

BOTH_DOUBLED = [
    money("assigned", "500", **CENTRAL), money("assigned", "400", "DA2", **CENTRAL),
    money("assigned", "90", "DA3", **CENTRAL), money("assigned", "100", "DA3", **CENTRAL),
    money("assigned", "60", "DA3.TDA1", **CENTRAL), money("assigned", "40", "DA3.TDA2", **CENTRAL),
]  # fmt: skip
STRAY = [*by_source("DA6.TDA1", "0", "210", "0"), *by_source("DA6.TDA2", "217", "210", "7"),
         *by_source("DA6", "217", "210", "7")]  # fmt: skip
PROJECTS = "phê duyệt 18 dự án, gồm 5 dự án nuôi lợn, 6 dự án nuôi gà, 9 dự án nuôi bò"
LIST = "đối ứng 25.735 triệu đồng, bằng 7% vốn trung ương, gồm tỉnh 21.260 triệu đồng, huyện 4.745 triệu đồng"
SUMS: dict[str, tuple[list[Figure], list[str]]] = {
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
    "a total that lacks as much as one of its parts holds nothing": (by_source("", "100", "90", "5"), ["SUM-001"]),
    "rounded parts of a round total are a note": (
        [
            money("assigned", "100", "DA3"),
            money("assigned", "60", "DA3.TDA1"),
            money("assigned", "39", "DA3.TDA2"),
        ],
        ["SUM-013"],
    ),
    "one source alone that is a little short of all sources leaves room for the other": (
        [money("disbursed", "22", "DA6"), money("disbursed", "21", "DA6", **CENTRAL)],
        [],
    ),
    "a sub-project has no more than its project, also where it is the only one told": (
        [money("assigned", "100", "DA1"), money("assigned", "109", "DA1.TDA1")],
        ["SUM-004"],
    ),
    "an amount of one unit may be parts that are each less than half": (
        [
            money("disbursed", "1", "DA3", **LOCAL),
            money("disbursed", "0", "DA3", **INVESTMENT, **LOCAL),
            money("disbursed", "0", "DA3", **RECURRENT, **LOCAL),
        ],
        [],
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
    "works that go on and new ones are all works, however many of them are completed": (
        [
            *(count("works", 31, "DA1"), count("works", 12, "DA1", breakdown="transitional")),
            *(count("works", 19, "DA1", breakdown="new_start"), count("works", 7, "DA1", breakdown="completed")),
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
    "projects may be told with their money of one type alone": (
        [
            *(money("planned", "128", **CENTRAL), money("planned", "79", **CENTRAL, **INVESTMENT)),
            money("planned", "49", **CENTRAL, **RECURRENT),
            *(money("planned", str(4 + number), f"DA{number}", **CENTRAL) for number in range(1, 7)),
            money("planned", "4", "DA7", **CENTRAL),
        ],
        [],
    ),
    "what a list tells of one thing adds to the number before it": (
        [
            replace(money("assigned", amount, **LOCAL), locator=f"a.txt#p7:{place}-{place + 5}", quote=LIST)
            for place, amount in {3: "25.735", 60: "21.260", 90: "4.745"}.items()
        ],
        ["SUM-018", "DUP-002"],
    ),
    "kinds of projects add to the projects approved": (
        [
            replace(count(kind, number, "DA2"), unit="projects", locator=f"a.txt#p7:{place}-{place}", quote=PROJECTS)
            for place, (kind, number) in enumerate(
                [("projects_approved", 18), *(("model_projects", number) for number in (5, 6, 9))]
            )
        ],
        ["SUM-018"],
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
