"""What is found in a report whose rates and shares are those of its amounts, or are not."""

from figures_in_brief import CENTRAL, INVESTMENT, LOCAL, MAINTENANCE, OLDER, RECURRENT, count, disbursement, money, rate

from district_reports.figures import Figure

OWN_MONEY = "a rate that fits nothing is told against its own money, and not the nearest"
RATES: dict[str, tuple[list[Figure], list[str]]] = {
    "a rate is told with what it is nearest to": (disbursement("DA2", "673", "16,74", "2,52"), ["RAT-001"]),
    "a rate of one review is told with two values": (
        [rate("poor_household_rate", "10,38"), rate("poor_household_rate", "9,88")],
        ["DUP-003"],
    ),
    "a rate told again with fewer decimals is the same": (
        [rate("poor_household_rate", "10,38"), rate("poor_household_rate", "10,4")],
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
    "a rate far from all money of the report is a note": (
        [money("disbursed", "16,74"), money("assigned", "673"), rate("disbursement_rate", "61,1", budget_year="2024")],
        ["RAT-012"],
    ),
    "a rate that is rounded of one amount is not told as cut off of another": (
        [
            *(money("assigned", "59.225"), money("allocated", "58.166"), money("disbursed", "19.543")),
            rate("disbursement_rate", "33", budget_year="2024"),
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
    "co-financing may be a share of any amount told for a line": (
        [
            *(money("assigned", "369.712", **CENTRAL), money("assigned", "25.735", **LOCAL)),
            *(money("assigned", "21.260", **LOCAL), money("planned", "128.460", **CENTRAL)),
            *(money("planned", "8.992,2", **LOCAL), rate("counterpart_rate", "6,96", kind="assigned", **LOCAL)),
        ],
        ["DUP-002"],
    ),
}
