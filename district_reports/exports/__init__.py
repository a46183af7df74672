"""What people see: of a release a page, a workbook, a drafted report; of a submission the feedback on it."""

from collections.abc import Sequence
from pathlib import Path

from psycopg import Connection

from district_reports.exports.cell_search import find_cell
from district_reports.exports.draft.build import build_summary
from district_reports.exports.feedback.files import build_feedback_files, write_feedback
from district_reports.exports.files import write_file
from district_reports.exports.page.render import INDEX_TABLES, render_index, render_page
from district_reports.exports.release_search import find_header
from district_reports.exports.terminal import render_text, summary_table, trace_tree
from district_reports.exports.workbook.build import build_workbook
from district_reports.exports.written import WrittenFiles
from district_reports.versions import code_version
from district_reports.warehouse.releases.published import (
    PublishedRelease,
    list_newest_headers,
    read_headlines,
    read_to_show,
    read_with_evidence,
)  # fmt: skip
from district_reports.warehouse.releases.tracing import TracedNumber, Tracer


def write_newest(connection: Connection, output_dir: Path) -> list[Path]:
    """Write the newest release of each province and of the country, by round, and `index.html`; list the paths.

    What stands there as this code writes it is not made again.
    """
    ids = [header["release_id"] for header in list_newest_headers(connection, with_national=True)]
    output_dir.mkdir(parents=True, exist_ok=True)
    written, paths = WrittenFiles(output_dir, code_version()), []
    for release_id in ids:
        standing = written.list_of(release_id)
        if not standing:
            standing = write_release(read_to_show(connection, release_id), output_dir)
            written.add(release_id, standing)
        paths += standing
    index = render_index([read_headlines(connection, release_id, INDEX_TABLES) for release_id in ids])
    return [*paths, write_file(output_dir / "index.html", index.encode())]


def write_release(release: PublishedRelease, output_dir: Path) -> list[Path]:
    """Write page, workbook and drafted report of a release; list the paths.

    A file whose bytes would not change is left alone, so that its date tells when its content came.
    """
    output_dir.mkdir(parents=True, exist_ok=True)
    contents = {
        ".html": render_page(release).encode(),
        ".xlsx": build_workbook(release),
        ".docx": build_summary(release),
    }
    return [write_file(output_dir / f"{release.release_id}{ending}", content) for ending, content in contents.items()]


def summary(connection: Connection, output_dir: Path | None = None) -> str:
    """What is published now, as plain text of at most 100 columns."""
    return render_text(summary_table(connection, output_dir))


def trace_by_words(connection: Connection, words: Sequence[str]) -> TracedNumber:
    """The number that a province, a round and the words of a metric name, in the newest release.

    `["Lạng Sơn", "2024H1", "giải ngân"]` or `["Lạng Sơn", "2024H1", "disbursed"]` is the headline amount; a project
    (`DA2`, `tiểu dự án 1 dự án 3`), source, type or year among the words picks that line instead. With `recast` among
    them the province is one of today's, to which others were re-cast; `cả nước` or `national` stands for the country in
    a province's place. Raises DistrictReportsError, with the nearest few there are, when nothing or too much fits.
    """
    header, text = find_header(list_newest_headers(connection, with_national=True), words)
    release = read_with_evidence(connection, header["release_id"])
    cell = find_cell(release, text)
    return Tracer(release).trace(cell.table_name, cell.row["row_key"], cell.measure)


def show_trace(number: TracedNumber) -> str:
    """A traced number as plain text, down to file, place and quote."""
    return render_text(trace_tree(number))


__all__ = [
    "build_feedback_files",
    "show_trace",
    "summary",
    "trace_by_words",
    "write_feedback",
    "write_newest",
    "write_release",
]
