"""Workbooks to fill in."""

from pathlib import Path

import click

from district_reports.cli.options import ROUND, UNIT, format_option, tells_errors
from district_reports.printing import print_rows
from district_reports.problems import DistrictReportsError
from district_reports.settings import load_settings

_COLUMNS = ("form", "version", "subject", "title", "title_en", "basis")


@click.command()
@click.option("--form", help="Form, by its name; --list tells them.")
@UNIT
@ROUND
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the workbook.")
@click.option("--list", "is_list", is_flag=True, help="List the forms there are, and where each comes from.")
@format_option("table")
@tells_errors
def template(
    form: str | None, unit: str | None, round_: str | None, output: Path | None, is_list: bool, format_: str
) -> None:
    """A workbook to fill in, for one form, unit and round; what is filled in is read back to the cell.

    Shows what was accepted of the unit for the round before, where there is a warehouse that knows it.

    Example: district-reports template --form capital --unit "huyện Văn Quan, tỉnh Lạng Sơn" --round 2024H1 -o bieu.xlsx
    """
    from district_reports import templates
    from district_reports.templates.accepted import find_accepted

    if is_list:
        print_rows([{name: getattr(one, name) for name in _COLUMNS} for one in templates.list_template_layouts()],
                   _COLUMNS, format_)  # fmt: skip
        return
    if not (form and unit and round_ and output):
        raise DistrictReportsError(
            "form, unit, round and file are all needed", place="district-reports template",
            remedy="write --form F --unit U --round R -o FILE; `district-reports template --list` tells the forms",
        )  # fmt: skip
    settings = load_settings()
    content = templates.write_template(
        form, unit, round_, lambda plan: find_accepted(settings, plan, lambda words: click.echo(words, err=True))
    )
    output.write_bytes(content)
    click.echo(str(output))
