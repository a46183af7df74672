"""One made-up table in every way in which a plain text carries tables."""

from collections.abc import Callable, Sequence

Rows = Sequence[Sequence[str]]


def with_bars(rows: Rows) -> str:
    """Cells between bars."""
    return "\n".join(" | ".join(row) for row in rows)


def with_markdown(rows: Rows) -> str:
    """A framed table with a rule below bold headings."""
    bold = [[f"**{text}**" for text in rows[0]], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in bold)


def with_drawn_box(rows: Rows) -> str:
    """A box drawn around aligned cells, a rule between all rows."""
    widths = [max(len(row[column]) for row in rows) + 2 for column in range(len(rows[0]))]
    rule = "+" + "+".join("-" * width for width in widths) + "+"
    lines = ["|" + "|".join(f" {text}".ljust(width) for text, width in zip(row, widths, strict=True)) + "|"
             for row in rows]  # fmt: skip
    return "\n".join(part for line in [*lines, ""] for part in ((rule, line) if line else (rule,)))


def with_tabs(rows: Rows) -> str:
    """Cells between tabs."""
    return "\n".join("\t".join(row) for row in rows)


def with_gaps(rows: Rows) -> str:
    """Four spaces between cells, whatever their width."""
    return "\n".join("    ".join(row) for row in rows)


def aligned(rows: Rows) -> str:
    """Columns that begin below one another; a blank cell is blank space."""
    widths = [max(len(row[column]) for row in rows) + 3 for column in range(len(rows[0]))]
    return "\n".join(
        "".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def with_single_spaces(rows: Rows) -> str:
    """A single space between cells: nothing but the words tells where a heading ends."""
    return "\n".join(" ".join(filter(None, row)) for row in rows)


def with_lines(rows: Rows) -> str:
    """A line for each cell, as a converter leaves a Word table."""
    return "\n".join(text for row in rows for text in row if text)


def with_paragraphs(rows: Rows) -> str:
    """A paragraph for each cell."""
    return with_lines(rows).replace("\n", "\n\n")


def with_spaced_rows(rows: Rows) -> str:
    """Cells between tabs, a blank line behind each row."""
    return with_tabs(rows).replace("\n", "\n\n")


WAYS: dict[str, Callable[[Rows], str]] = {
    one.__name__: one
    for one in (with_bars, with_markdown, with_drawn_box, with_tabs, with_gaps, aligned, with_single_spaces, with_lines,
                with_paragraphs, with_spaced_rows)
}  # fmt: skip
"""Every way by name. Blanks vanish in the last ways but `with_spaced_rows`, and in `with_gaps`."""
KEEPING_BLANKS = ("with_bars", "with_markdown", "with_drawn_box", "with_tabs", "aligned", "with_spaced_rows")
