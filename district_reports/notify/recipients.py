"""Who is told: a reviewed list of addresses, by province. It holds no secret: those come from the environment."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from district_reports import registry
from district_reports.problems import DistrictReportsError

EVERY_PROVINCE = "*"
ROLES = ("engineer", "province")
COLUMNS = ("province_code", "address", "role")
_MAIL = re.compile(r"[^@\s:/]+@[^@\s:/]+")


@dataclass(frozen=True)
class Recipient:
    """One line of the list: `address` is an e-mail address or an Apprise URL, with `${ALERT_…}` for what is secret."""

    province_code: str
    address: str
    role: str

    @property
    def is_mail(self) -> bool:
        """Whether our own mail server takes it; anything else is an Apprise URL."""
        return "://" not in self.address

    def follows(self, province_code: str) -> bool:
        """Whether this province is its affair; one that is not known (empty) is that of whoever follows all."""
        return self.province_code in {EVERY_PROVINCE, province_code}


def read_recipients(path: Path) -> list[Recipient]:
    """The list in file order, each line once. Raises DistrictReportsError naming the line that will not do."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise DistrictReportsError(
            "the list of recipients cannot be read", place=str(path), remedy=error.strerror or "check ALERTS"
        ) from error
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise DistrictReportsError(
            "the list of recipients has other columns", place=f"{path}:1", remedy=f"write {','.join(COLUMNS)}"
        )
    return list(dict.fromkeys(_parse(row, f"{path}:{line}") for line, row in rows))


def fill_in_secrets(address: str, secrets: Mapping[str, str]) -> str:
    """The address as its channel needs it. Raises DistrictReportsError naming the variable that is not set."""
    try:
        return Template(address).substitute(secrets)
    except (KeyError, ValueError) as error:
        raise DistrictReportsError(
            "an address asks for a secret that is not set",
            place=address,
            remedy=f"set the environment variable {error}; names begin with ALERT_",
        ) from error


def recipients_of(recipients: Sequence[Recipient], province_code: str) -> list[Recipient]:
    """Who follows a province; an address that is named twice, once, by its first line."""
    by_address: dict[str, Recipient] = {}
    for recipient in recipients:
        if recipient.follows(province_code):
            by_address.setdefault(recipient.address, recipient)
    return list(by_address.values())


def _parse(row: Mapping[str, str | None], place: str) -> Recipient:
    recipient = Recipient(*((row[name] or "").strip() for name in COLUMNS))
    known = {EVERY_PROVINCE} | {p.code for area_list in registry.AREA_LISTS for p in registry.provinces(area_list)}
    if recipient.province_code not in known:
        raise DistrictReportsError(
            "no province has this code", place=f"{place}: {recipient.province_code}", remedy="write a code, or *"
        )
    if recipient.role not in ROLES:
        raise DistrictReportsError("unknown role", place=f"{place}: {recipient.role}", remedy=" or ".join(ROLES))
    if recipient.is_mail and not _MAIL.fullmatch(recipient.address):
        raise DistrictReportsError(
            "this is no address", place=place, remedy="write an e-mail address or an Apprise URL (scheme://…)"
        )
    return recipient
