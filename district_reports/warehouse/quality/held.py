"""The SQL of what is held: critical findings that nobody waived, with the files they came in."""

from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

_HELD = """
    with files as (

        select submission_id, string_agg(file_name, ', ' order by file_name) as file_names
        from raw.files
        group by submission_id

    )

    select
        -- What gate 2 holds is a province's round, which no file stands for.
        coalesce(files.file_names, findings.submission_id) as held_name,
        findings.rule, findings.subject, findings.message_vi, findings.message_en
    from quality.findings_told as findings
    left join files on findings.submission_id = files.submission_id
    where findings.is_holding
    order by held_name, findings.rule, findings.finding_id
"""


def list_held(connection: Connection) -> list[dict[str, Any]]:
    """Every critical finding that holds something.

    Columns: `held_name` (files, or province and round), `rule`, `subject`, both messages.
    """
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_HELD).fetchall()
