"""What is found in a report of money given, divided, spent and expected, of one year or of several."""

from figures_in_brief import INVESTMENT, OLDER, RECURRENT, money, rate

from district_reports.figures import Figure

STAGES: dict[str, tuple[list[Figure], list[str]]] = {
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
    "a total of what was paid may take in another year's money": (
        [
            money("disbursed", "75", **OLDER),
            *(money("disbursed", "5", **OLDER, **INVESTMENT), money("disbursed", "10", **OLDER, **RECURRENT)),
            *(money("disbursed", "46", **INVESTMENT), money("disbursed", "14", **RECURRENT)),
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
