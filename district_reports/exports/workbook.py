"""The provincial workbook of a release: exact numbers, and for every one of them where it comes from."""

from district_reports.exports.workbook_sheets import list_sheets
from district_reports.exports.worksheets import new_workbook, save_workbook, write_sheet
from district_reports.warehouse.published import PublishedRelease


def build_workbook(release: PublishedRelease) -> bytes:
    """The workbook as bytes; the same release gives the same bytes. What is not stated is an empty cell."""
    workbook = new_workbook(f"{release.header['province_name']} {release.header['round']} {release.release_id}")
    for sheet in list_sheets(release):
        write_sheet(workbook.create_sheet(sheet.title), sheet)
    return save_workbook(workbook, release.header["published_at"])
