"""The SQL of feedback: what one submission's sender is told, and whether that is still what was told last."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import dict_row

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.quality.findings import MOST_IMPORTANT_FIRST

Rows = list[dict[str, Any]]

# What a sender is told is made of these rows and nothing else.
_STATES = """
    with findings as (

        select
            submission_id,
            md5(
                string_agg(
                    concat_ws('|', finding_id, severity, message_vi, waived_by, waiver_reason, waived_until), ','
                    order by finding_id
                )
            ) as findings_md5
        from quality.findings_told
        where gate = 1
        group by submission_id

    ),

    held as (

        select submission_id, string_agg(subject || rules, ',' order by subject) as held
        from quality.held_subjects
        group by submission_id

    )

    select
        submissions.submission_id,
        md5(concat_ws('|', submissions.reader_version, findings.findings_md5, held.held)) as state
    from raw.submissions as submissions
    left join findings on submissions.submission_id = findings.submission_id
    left join held on submissions.submission_id = held.submission_id
    order by submissions.submission_id
"""

_FINDINGS = sql.SQL(
    "select * from quality.findings_told where submission_id = %s and gate = 1 order by {order}"
).format(order=MOST_IMPORTANT_FIRST)


@dataclass(frozen=True)
class Feedback:
    """All that is known of one submission: its row of `raw.submissions`, its files, what was read and what was found.

    `is_sent` is False for what was only checked. `findings` are rows of `quality.findings_told`, most important first;
    `figures` are rows of `raw.figures` in the order of the documents; `held` names, by held subject, the rules that
    hold it.
    """

    submission: Mapping[str, Any]
    files: Rows
    findings: Rows
    figures: Rows
    held: Mapping[str, str]
    is_sent: bool = True


def list_feedback_states(connection: Connection) -> dict[str, str]:
    """For each submission, a text that changes whenever its feedback would."""
    return dict(connection.execute(_STATES).fetchall())


def read_feedback(connection: Connection, submission_id: str) -> Feedback:
    """Everything the feedback on one submission is made of. Raises DistrictReportsError for one that is not loaded."""
    with connection.cursor(row_factory=dict_row) as cursor:
        key = [submission_id]
        submission = cursor.execute("select * from raw.submissions where submission_id = %s", key).fetchone()
        if submission is None:
            raise DistrictReportsError(
                "no such submission is in the warehouse", place=submission_id, remedy="load it first"
            )
        files = "select * from raw.files where submission_id = %s order by file_name, file_sha256"
        figures = "select * from raw.figures where submission_id = %s"
        held = "select subject, rules from quality.held_subjects where submission_id = %s order by subject"
        return Feedback(
            submission,
            cursor.execute(files, key).fetchall(),
            cursor.execute(_FINDINGS, key).fetchall(),
            sorted(cursor.execute(figures, key).fetchall(), key=_reading_order),
            {row["subject"]: row["rules"] for row in cursor.execute(held, key)},
        )


def _reading_order(figure: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Paragraph 9 before paragraph 10: numbers in a locator count as numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", figure["locator"])]
