"""The SQL of digests: what stands now, what each recipient was told last, and noting what was sent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row, dict_row

Rows = list[dict[str, Any]]

# One key for whoever sends: two runs at once would both tell the same news.
_SENDING_LOCK = 7_215_202_503


@dataclass(frozen=True)
class Thread:
    """One conversation: a topic, an address, and the province or task it is about."""

    topic: str
    address: str
    scope: str


@dataclass(frozen=True)
class ToldState:
    """What was last said of one rule, or of silence, for one unit and round; `message_vi` is how it was put."""

    round: str
    unit_key: str
    rule: str
    unit_name: str
    severity: str
    finding_count: int
    message_vi: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same thing in the next run."""
        return self.round, self.unit_key, self.rule


@dataclass(frozen=True)
class SentDigest:
    """A letter that was taken by the channel; `digest_number` counts from 1 within its thread."""

    digest_number: int
    sent_at: datetime
    message_id: str
    title: str
    news_count: int


@contextmanager
def sending_alone(connection: Connection) -> Iterator[None]:
    """Nobody else sends meanwhile; the connection must be in autocommit."""
    connection.execute("select pg_advisory_lock(%s)", [_SENDING_LOCK])
    try:
        yield
    finally:
        connection.execute("select pg_advisory_unlock(%s)", [_SENDING_LOCK])


def list_standing_findings(connection: Connection) -> Rows:
    """Critical and warning findings that stand, most important first, with the names of unit and province."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_STANDING).fetchall()


def list_threads(connection: Connection, topic: str) -> list[Thread]:
    """Every thread of a topic in which something still stands as told."""
    rows = connection.execute("select distinct address, scope from quality.told_states where topic = %s", [topic])
    return [Thread(topic, address, scope) for address, scope in rows.fetchall()]


def read_told(connection: Connection, thread: Thread) -> list[ToldState]:
    """The state the thread was told last."""
    with connection.cursor(row_factory=class_row(ToldState)) as cursor:
        return cursor.execute(
            """
            select round, unit_key, rule, unit_name, severity, finding_count, message_vi
            from quality.told_states
            where topic = %s and address = %s and scope = %s
            """,
            astuple(thread),
        ).fetchall()


def read_last_digest(connection: Connection, thread: Thread) -> SentDigest | None:
    """The newest letter of the thread."""
    with connection.cursor(row_factory=class_row(SentDigest)) as cursor:
        return cursor.execute(
            """
            select digest_number, sent_at, message_id, title, news_count
            from quality.digests_sent
            where topic = %s and address = %s and scope = %s
            order by digest_number desc
            limit 1
            """,
            astuple(thread),
        ).fetchone()


def note_digest(connection: Connection, thread: Thread, digest: SentDigest, told: Sequence[ToldState]) -> None:
    """Note a letter that was taken and the state it told, in one transaction."""
    key = astuple(thread)
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(
            """
            insert into quality.digests_sent (
                topic, address, scope, digest_number, sent_at, message_id, title, news_count
            ) values (%s, %s, %s, %s, %s, %s, %s, %s)
            """,
            [*key, *astuple(digest)],
        )
        cursor.execute("delete from quality.told_states where topic = %s and address = %s and scope = %s", key)
        cursor.executemany(
            """
            insert into quality.told_states (
                topic, address, scope, round, unit_key, rule, unit_name, severity, finding_count, message_vi
            ) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
            """,
            [[*key, *astuple(state)] for state in told],
        )


_STANDING = """
    select
        coalesce(findings.area_list, '') || ':' || coalesce(findings.province_code, '') as scope,
        findings.submission_id, findings.gate, findings.rule, findings.severity, findings.is_waived,
        findings.is_holding, findings.location, findings.message_vi, findings.waived_by, findings.waiver_reason,
        findings.waived_until,
        coalesce(findings.round, '') as round,
        coalesce(findings.reporting_unit_code, findings.submission_id) as unit_key,
        coalesce(submissions.reporting_unit_name, '') as unit_name,
        coalesce(files.file_names, '') as file_names
    from quality.findings_told as findings
    left join raw.submissions as submissions on findings.submission_id = submissions.submission_id
    left join (
        select submission_id, string_agg(file_name, ', ' order by file_name) as file_names
        from raw.files
        group by submission_id
    ) as files on findings.submission_id = files.submission_id
    where findings.is_standing and findings.severity in ('critical', 'warning')
    order by
        case when findings.is_holding then 1 when findings.severity = 'warning' then 2 else 3 end,
        case when findings.rule like 'TYP%' or findings.rule like 'REF%' then 1 else 2 end,
        abs(findings.difference) desc nulls last,
        findings.submission_id, findings.rule, findings.location, findings.finding_id
"""
