"""The way in: packages found in the inbox, kept unchanged in the archive, each acknowledged by one receipt."""

from district_reports.intake.archive import Archive
from district_reports.intake.inbox import Package, hash_package, list_packages, submit_package
from district_reports.intake.receipts import Receipt, list_receipts, receive_package

__all__ = [
    "Archive",
    "Package",
    "Receipt",
    "hash_package",
    "list_packages",
    "list_receipts",
    "receive_package",
    "submit_package",
]
