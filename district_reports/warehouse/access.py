"""The SQL of access: give a login a province, everything released, or everything; take it back; list who has what."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg.rows import dict_row

from district_reports import registry
from district_reports.problems import DistrictReportsError
from district_reports.registry import Area
from district_reports.values import fold

KINDS = ("analyst", "national_reader", "engineer")
GRANT_COLUMNS = ("grant_id", "state", "login_role", "kind", "provinces", "granted_by", "reason", "valid_from",
                 "valid_until", "withdrawn_by", "withdrawal_reason", "entered_by", "entered_at")  # fmt: skip
_NEWEST_FIRST = tuple(reversed(registry.AREA_LISTS))


@dataclass(frozen=True)
class Grant:
    """What a login may see from today to the end of `valid_until` in Viet Nam; None: until it is withdrawn.

    An analyst sees `province`, the others every province and name none.
    """

    login: str
    kind: str
    province: Area | None
    granted_by: str
    reason: str
    valid_until: date | None = None


@dataclass(frozen=True)
class Reader:
    """A login with a grant in force: its kinds, and the provinces (area list, code) it sees; none named means all."""

    login: str
    kinds: tuple[str, ...]
    provinces: tuple[tuple[str, str], ...]


def find_province(text: str, area_list: str | None = None) -> Area:
    """The province of this code or name: of today where there is one, else of before July 2025.

    Raises DistrictReportsError when there is none.
    """
    for one_list in [area_list] if area_list else _NEWEST_FIRST:
        by_code = [province for province in registry.provinces(one_list) if province.code == text]
        found = by_code or registry.find_areas(text, "province", one_list)
        if found:
            return found[0]
    names = {fold(province.name): province.name for one in _NEWEST_FIRST for province in registry.provinces(one)}
    near = [names[key] for key in get_close_matches(fold(text), names)]
    remedy = f"did you mean {' or '.join(near)}?" if near else "write its code, or its name with or without its marks"
    raise DistrictReportsError("no province has this code or name", place=text, remedy=remedy)


def enter_grant(connection: Connection, grant: Grant) -> int:
    """Write a grant and make its login, which cannot connect before it has a password; the grant's number.

    Raises DistrictReportsError when the connected user may not, or the login belongs to those who make the numbers.
    """
    if not grant.login.strip():
        raise DistrictReportsError("a login has a name", place="access grant", remedy="name whom to let see it")
    if (grant.kind == "analyst") != (grant.province is not None):
        raise DistrictReportsError(
            "an analyst sees a province, and only an analyst", place=grant.login, remedy="give --province, or not"
        )
    with _refusals(grant.login), connection.transaction():
        _make_login(connection, grant.login)
        row = connection.execute(
            """
            insert into access.grants (login_role, kind, granted_by, reason, valid_until)
            values (%s, %s, %s, %s, %s)
            returning grant_id
            """,
            [grant.login, grant.kind, grant.granted_by, grant.reason, grant.valid_until],
        ).fetchone()
        assert row is not None
        for province in _covered(grant.province):
            connection.execute(
                "insert into access.province_grants values (%s, %s, %s, %s)",
                [row[0], province.area_list, province.code, province == grant.province],
            )
        connection.execute("select access.settle_memberships()")
    return row[0]


def withdraw_grant(connection: Connection, grant_id: int, withdrawn_by: str, reason: str) -> None:
    """Take a grant back, now. Raises DistrictReportsError when there is none, or it was taken back before."""
    with _refusals(f"grant {grant_id}"), connection.transaction():
        connection.execute(
            "insert into access.grant_withdrawals (grant_id, withdrawn_by, reason) values (%s, %s, %s)",
            [grant_id, withdrawn_by, reason],
        )
        connection.execute("select access.settle_memberships()")


def list_grants(connection: Connection) -> list[dict[str, Any]]:
    """All grants, newest first, by `GRANT_COLUMNS`."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_LIST).fetchall()


def list_readers(connection: Connection) -> list[Reader]:
    """Every login with a grant in force, by name."""
    rows = connection.execute(
        """
        select
            grants.login_role,
            array_agg(distinct grants.kind),
            array_agg(distinct array[provinces.area_list, provinces.province_code])
                filter (where provinces.grant_id is not null)
        from access.grants_in_force as grants
        left join access.province_grants as provinces on grants.grant_id = provinces.grant_id
        group by grants.login_role
        order by grants.login_role
        """
    ).fetchall()
    return [
        Reader(login, tuple(sorted(kinds)), tuple((area_list, code) for area_list, code in provinces or ()))
        for login, kinds, provinces in rows
    ]


def ensure_password(connection: Connection, login: str, file: Path) -> str:
    """The login's password; one is made, set in PostgreSQL and kept in `file` (for its owner only) where none is kept.

    Where an administrator sets passwords, the file is where to tell them.
    """
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if login not in kept:
        kept[login] = secrets.token_urlsafe(15)
        with _refusals(login), connection.transaction():
            scrambled = connection.pgconn.encrypt_password(kept[login].encode(), login.encode(), b"scram-sha-256")
            connection.execute(
                sql.SQL("alter role {} password {}").format(sql.Identifier(login), sql.Literal(scrambled.decode()))
            )
        write_privately(file, json.dumps(kept, indent=1))
    return kept[login]


def keep_to_owner(connection: Connection) -> None:
    """Let nobody but its owner connect to this database: something else's, on the same server."""
    name = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("revoke connect, temporary on database {} from public").format(name))


def write_privately(file: Path, text: str) -> None:
    """Put the text into a file that its owner alone may read, at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
    unfinished.replace(file)


def _covered(province: Area | None) -> tuple[Area, ...]:
    """What somebody responsible for a province sees: it, and what it became or was made of."""
    return (province, *registry.kindred_provinces(province)) if province else ()


def _make_login(connection: Connection, login: str) -> None:
    known = connection.execute(_IS_PRIVILEGED, {"login": login}).fetchone()
    if known is None:
        connection.execute(sql.SQL("create role {} login").format(sql.Identifier(login)))
    elif known[0]:
        raise DistrictReportsError(
            "this login may do more than a reader", place=login, remedy="give the person a login of its own"
        )


@contextmanager
def _refusals(place: str) -> Iterator[None]:
    """What the database refuses, in our words."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise DistrictReportsError(
            f"only an administrator gives and takes access: {error.diag.message_primary}",
            place=place,
            remedy="connect (DATABASE_URL) as the owner of the warehouse, with the right to make roles",
        ) from error
    except psycopg.errors.UndefinedObject as error:
        raise DistrictReportsError(
            "there is no such login",
            place=place,
            remedy="`district-reports access grant` makes it and says what it sees",
        ) from error
    except psycopg.errors.ForeignKeyViolation as error:
        raise DistrictReportsError(
            "there is no such grant", place=place, remedy="`district-reports access list` tells their numbers"
        ) from error
    except (psycopg.errors.CheckViolation, psycopg.errors.UniqueViolation) as error:
        raise DistrictReportsError(
            f"refused: {error.diag.message_primary}", place=place, remedy="see `district-reports access list`"
        ) from error


# Also one that is not ours to hand out: PostgreSQL's own, or a group.
_IS_PRIVILEGED = r"""
select
    not roles.rolcanlogin or roles.rolsuper or roles.rolcreaterole or roles.rolbypassrls
    or exists (
        select from pg_roles as makers
        where
            makers.rolname in (
                'district_reports_loader', 'district_reports_transformer', 'district_reports_publisher',
                'district_reports_approver'
            )
            and pg_has_role(roles.oid, makers.oid, 'member')
    )
from pg_roles as roles
where roles.rolname = %(login)s
"""

_LIST = """
select
    grants.grant_id,
    case
        when withdrawals.grant_id is not null then 'withdrawn'
        when in_force.grant_id is not null then 'in force'
        else 'ended'
    end as state,
    grants.login_role, grants.kind,
    coalesce(provinces.provinces, 'all') as provinces,
    grants.granted_by, grants.reason, grants.valid_from, grants.valid_until,
    withdrawals.withdrawn_by, withdrawals.reason as withdrawal_reason, grants.entered_by, grants.entered_at
from access.grants
left join access.grants_in_force as in_force on grants.grant_id = in_force.grant_id
left join access.grant_withdrawals as withdrawals on grants.grant_id = withdrawals.grant_id
left join (
    select
        grant_id,
        string_agg(area_list || ':' || province_code, ' ' order by is_named desc, area_list, province_code) as provinces
    from access.province_grants
    group by grant_id
) as provinces on grants.grant_id = provinces.grant_id
order by grants.grant_id desc
"""
