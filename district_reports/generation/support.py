"""Support by policy, loans, and what projects reached: counted things of a district and year."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from district_reports.generation.facts import Fact
from district_reports.generation.households import Review

_MILLION = 1_000_000
# Per poor or near-poor household: how many are reached in a year, and what each costs in thousands of đồng.
_POLICIES = {
    "education": ("people", 0.9, 420), "health": ("people", 3.4, 810), "electricity": ("households", 0.95, 660),
    "legal_aid": ("people", 0.06, 350), "social_protection": ("people", 0.5, 4300),
}  # fmt: skip
_SHARE_OF_YEAR = {"H1": 0.48, "9M": 0.73, "": 1.0}


@dataclass(frozen=True)
class Policy:
    """Who was supported, and what it cost in đồng."""

    name: str
    unit: str
    beneficiaries: int
    spending: int


@dataclass(frozen=True)
class Support:
    """Policies, loans (`borrowers` households, `loans` and `outstanding` đồng), counted results, and the year's
    targets for them."""

    policies: tuple[Policy, ...]
    borrowers: int
    loans: int
    outstanding: int
    counts: Mapping[str, int]
    targets: Mapping[str, int]


def make_support(rng: random.Random, review: Review, commune_count: int) -> dict[str, Support]:
    """What was reached by the end of each window of the year after a review; later windows hold earlier ones."""
    weak = review.count("poor_households") + review.count("near_poor_households")
    reach = {name: (reached * rng.uniform(0.7, 1.05), cost * rng.uniform(0.9, 1.1)) for name, (_, reached, cost)
             in _POLICIES.items()}  # fmt: skip
    lent, loan, owed = rng.uniform(0.2, 0.35), rng.randint(38, 62), rng.uniform(3.0, 5.0)
    models, built, repaired = rng.randint(6, 16), rng.randint(18, 90), rng.randint(10, 60)
    trained, meetings, documents = rng.randint(120, 420), rng.randint(8, 20), rng.randint(12, 45)
    targets = {"models": models + rng.randint(0, 2), "vocational_trainees": trained + rng.randint(0, 9) * 5}
    made = {}
    for window, share in _SHARE_OF_YEAR.items():
        policies = []
        for name, (reached, cost) in reach.items():
            count = max(1, int(weak * reached * share))
            policies.append(Policy(name, _POLICIES[name][0], count, int(count * cost / 1000 + 1) * _MILLION))
        borrowers = max(1, int(weak * lent * share))
        loans = borrowers * loan * _MILLION
        counts = {"models": max(1, int(models * share)), "houses_built": int(built * share),
                  "houses_repaired": int(repaired * share), "vocational_trainees": int(trained * share),
                  "meetings": max(1, int(meetings * share)), "documents": int(documents * share),
                  "communes": commune_count}  # fmt: skip
        made[window] = Support(
            tuple(policies), borrowers, loans, int(loans * owed) // _MILLION * _MILLION, counts, targets
        )
    return made


def support_facts(support: Support, round_: str) -> dict[Fact, int]:
    """Every number a report may tell of support."""
    facts = {}
    for policy in support.policies:
        spending = Fact("policy_spending", policy=policy.name, period=round_, unit="vnd")
        facts[spending] = policy.spending
        facts[spending._replace(indicator="policy_beneficiaries", unit=policy.unit)] = policy.beneficiaries
    credit = Fact("loans_disbursed", "disbursed", policy="credit", period=round_, unit="vnd")
    facts[credit] = support.loans
    facts[credit._replace(indicator="loan_borrowers", kind="actual", unit="households")] = support.borrowers
    for name, unit in (("models", "models"), ("vocational_trainees", "people")):
        result = Fact(name, period=round_, unit=unit)
        facts[result] = support.counts[name]
        facts[result._replace(kind="target")] = support.targets[name]
    return facts
