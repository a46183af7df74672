"""What people see of a release: a page, a workbook, a table in the terminal. Functions of releases alone."""

from pathlib import Path

from psycopg import Connection

from district_reports.exports.page import render_index, render_page
from district_reports.exports.workbook import build_workbook
from district_reports.warehouse.published import list_newest_headers, read_release


def export_releases(connection: Connection, output_dir: Path) -> list[Path]:
    """Write page and workbook of the newest release of each province and round, and `index.html`; list the paths.

    A file whose bytes would not change is left alone, so that its date tells when its content came.
    """
    output_dir.mkdir(parents=True, exist_ok=True)
    releases = [read_release(connection, header["release_id"]) for header in list_newest_headers(connection)]
    written = [
        _write(output_dir / name, content)
        for release in releases
        for name, content in (
            (f"{release.release_id}.html", render_page(release).encode()),
            (f"{release.release_id}.xlsx", build_workbook(release)),
        )
    ]
    return [*written, _write(output_dir / "index.html", render_index(releases).encode())]


def _write(path: Path, content: bytes) -> Path:
    if path.exists() and path.read_bytes() == content:
        return path
    # A reader never meets half a file: it is written beside its place and moved there.
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    return draft.replace(path)
