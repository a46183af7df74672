"""The provincial workbook of a release: exact numbers, and for every one of them where it comes from."""

from district_reports.exports.workbook.sheets import list_sheets
from district_reports.exports.worksheets import new_workbook, save_workbook, write_head, write_sheet
from district_reports.warehouse.releases.published import PublishedRelease


def build_workbook(release: PublishedRelease) -> bytes:
    """The workbook as bytes; the same release gives the same bytes. What is not stated is an empty cell.

    Totals and rates are formulas over the units' numbers wherever these give the released number.
    """
    workbook = new_workbook(f"{release.header['province_name']} {release.header['round']} {release.release_id}")
    sheets = list_sheets(release)
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.title)
        write_head(worksheet, sheet.head)
        write_sheet(worksheet, sheet, sheet.heading_row)
    return save_workbook(workbook, release.header["published_at"], sheets)
