"""What people see: of a release a page, a workbook, a drafted report; of a submission the feedback on it."""

from pathlib import Path

from psycopg import Connection

from district_reports.exports.draft.build import build_summary
from district_reports.exports.feedback.files import build_feedback_files, write_feedback
from district_reports.exports.files import write_file
from district_reports.exports.page.render import render_index, render_page
from district_reports.exports.terminal import render_text, summary_table, trace_tree
from district_reports.exports.workbook.build import build_workbook
from district_reports.warehouse.published import PublishedRelease, list_newest_headers, read_release
from district_reports.warehouse.tracing import TracedNumber


def write_newest(connection: Connection, output_dir: Path) -> list[Path]:
    """Write the files of the newest release of each province and round, and `index.html`; list the paths."""
    releases = [read_release(connection, header["release_id"]) for header in list_newest_headers(connection)]
    written = [path for release in releases for path in write_release(release, output_dir)]
    return [*written, write_file(output_dir / "index.html", render_index(releases).encode())]


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


def show_trace(number: TracedNumber) -> str:
    """A traced number as plain text, down to file, place and quote."""
    return render_text(trace_tree(number))


__all__ = ["build_feedback_files", "show_trace", "summary", "write_feedback", "write_newest", "write_release"]
