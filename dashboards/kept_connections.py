"""Connections to the warehouse that outlive a request, each for the login it was opened by and nobody else.

Proving a password and reading PostgreSQL's catalogue anew takes longer than what a chart asks. No right is kept with a
connection: PostgreSQL looks at the grants of its login at every statement.
"""

import threading
from collections.abc import Callable
from typing import Any

import psycopg2
import psycopg2.extensions

# Of all logins together, in each process that serves.
MOST_KEPT = 12
# The server ends what nobody used for so long.
IDLE_OPTION = "-c idle_session_timeout=300s"

_kept: list["KeptConnection"] = []
_lock = threading.Lock()


class KeptConnection(psycopg2.extensions.connection):
    """Closing it puts it aside for the next request of the same login."""

    identity: tuple

    def close(self) -> None:
        """Put aside; the one that waits longest is closed when there are too many."""
        if self.closed:
            return
        with _lock:
            _kept.append(self)
            surplus = _kept.pop(0) if len(_kept) > MOST_KEPT else None
        if surplus:
            surplus.close_for_good()

    def close_for_good(self) -> None:
        """Close the connection itself."""
        super().close()


def connector(arguments: dict[str, Any]) -> Callable[[], KeptConnection]:
    """What opens a connection with these arguments of psycopg2, or hands out one that was opened with the same."""
    # The password is among them: whoever is given another one gets no connection of before.
    identity = tuple(sorted((name, str(value)) for name, value in arguments.items()))

    def connect() -> KeptConnection:
        while kept := _take(identity):
            try:
                # As it was when it was new, whatever was set since.
                kept.reset()
                return kept
            except psycopg2.Error:
                kept.close_for_good()
        options = f"{arguments.get('options', '')} {IDLE_OPTION}".strip()
        connection = psycopg2.connect(**arguments | {"options": options}, connection_factory=KeptConnection)
        connection.identity = identity
        return connection

    return connect


def _take(identity: tuple) -> KeptConnection | None:
    """The connection put aside last by this login, which is nobody else's from now on."""
    with _lock:
        for position in reversed(range(len(_kept))):
            if _kept[position].identity == identity:
                return _kept.pop(position)
    return None
