"""Sections that several voices share, each worded by the voice's own dice."""

from district_reports.generation.drafts import Writer
from district_reports.generation.support import Policy

_POLICIES = {
    "education": ("Chính sách giáo dục: miễn, giảm học phí và hỗ trợ chi phí học tập cho {who}, kinh phí {cost}",
                  "Hỗ trợ giáo dục, gồm học phí và chi phí học tập, cho {who} với kinh phí {cost}"),
    "health": ("Chính sách y tế: hỗ trợ mua {who}, kinh phí {cost}",
               "Y tế: cấp {who} cho các đối tượng được hỗ trợ, kinh phí thực hiện {cost}"),
    "electricity": ("Hỗ trợ tiền điện cho {who}, kinh phí {cost}",
                    "Chính sách hỗ trợ tiền điện: {who} được hỗ trợ, số tiền {cost}"),
    "legal_aid": ("Trợ giúp pháp lý cho {who}, kinh phí {cost}",),
    "social_protection": ("Trợ giúp xã hội: chi trả cho {who}, kinh phí {cost}",),
}  # fmt: skip
_TELLS_GROUPS = 0.4
_NOUNS = {"people": "người", "households": "hộ"}


def write_policies(writer: Writer, mark: str) -> None:
    """Support by policy and loans, one paragraph each."""
    support = writer.report.support
    for policy in support.policies:
        who = _write_who(writer, policy)
        cost = writer.dong("policy_spending", policy.spending, policy=policy.name)
        writer.say(f"{mark}{writer.pick(*_POLICIES[policy.name]).format(who=who, cost=cost)}.")
    borrowers = writer.count("loan_borrowers", support.borrowers, "hộ", policy="credit", unit="households")
    loans = writer.dong("loans_disbursed", support.loans, kind="disbursed", policy="credit")
    credit = writer.pick(
        f"Tín dụng ưu đãi: Ngân hàng Chính sách xã hội đã cho {borrowers} vay vốn, số tiền {loans}",
        f"Chính sách tín dụng: giải ngân cho {borrowers} vay với số tiền {loans}",
    )
    writer.say(f"{mark}{credit}.")


def _write_who(writer: Writer, policy: Policy) -> str:
    if policy.name == "health":
        return writer.count(
            "health_insurance_cards", policy.beneficiaries, writer.pick("thẻ BHYT", "thẻ bảo hiểm y tế")
        )
    return writer.count("policy_beneficiaries", policy.beneficiaries, _NOUNS[policy.unit], policy=policy.name,
                        unit=policy.unit)  # fmt: skip


def write_outcome(writer: Writer) -> None:
    """Poor and near-poor households: of the year's end where the round is a year, else of its beginning."""
    if writer.report.window:
        _write_beginning(writer)
    else:
        _write_end(writer)
        if writer.rng.random() < _TELLS_GROUPS:
            _write_groups(writer)


def _write_beginning(writer: Writer) -> None:
    year = writer.report.year
    total = writer.households("total_households")
    poor, near_poor = writer.households("poor_households"), writer.households("near_poor_households")
    poor_rate, near_poor_rate = writer.household_rate("poor"), writer.household_rate("near_poor")
    writer.say(writer.pick(
        f"Cuối năm {year - 1}, tổng số hộ dân toàn {writer.level} là {total}; số hộ nghèo {poor}, chiếm {poor_rate}; "
        f"số hộ cận nghèo {near_poor}, chiếm {near_poor_rate}.",
        f"Đầu năm {year}, tổng số hộ dân toàn {writer.level} là {total}; có {poor} nghèo, chiếm tỷ lệ {poor_rate}; "
        f"{near_poor} cận nghèo, chiếm tỷ lệ {near_poor_rate}.",
        f"Theo kết quả rà soát đầu năm {year}: tổng số hộ dân cư là {total}; hộ nghèo {poor}, tỷ lệ {poor_rate}; "
        f"hộ cận nghèo {near_poor}, tỷ lệ {near_poor_rate}.",
    ))  # fmt: skip
    writer.say(f"Phấn đấu cuối năm {year} tỷ lệ hộ nghèo giảm {writer.target(year)} so với đầu năm.")


def _write_groups(writer: Writer) -> None:
    """Poor households of towns and villages, and of ethnic minorities."""
    writer.say(f"Số hộ nghèo khu vực thành thị là {writer.poor_households_among('urban')}; "
               f"số hộ nghèo khu vực nông thôn là {writer.poor_households_among('rural')}.")  # fmt: skip
    writer.say(f"Số hộ nghèo dân tộc thiểu số là {writer.poor_households_among('ethnic_minority')}.")


def _write_end(writer: Writer) -> None:
    year = writer.report.year
    writer.say(
        f"{writer.pick(f'Cuối năm {year}', f'Kết quả rà soát cuối năm {year}')}: tổng số hộ toàn {writer.level} "
        f"{writer.households('total_households')}; số hộ nghèo {writer.households('poor_households')}, "
        f"tỷ lệ {writer.household_rate('poor')}, {writer.household_change('poor')} so với năm {year - 1}; "
        f"số hộ cận nghèo {writer.households('near_poor_households')}, tỷ lệ {writer.household_rate('near_poor')}, "
        f"{writer.household_change('near_poor')} so với năm {year - 1}."
    )
