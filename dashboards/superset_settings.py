"""Superset's settings. What differs between machines comes from the environment: see district_reports.dashboards."""

import json
import os
from pathlib import Path

SECRET_KEY = os.environ["DASHBOARDS_SECRET_KEY"]
SQLALCHEMY_DATABASE_URI = os.environ["DASHBOARDS_METADATA_URL"]
SUPERSET_WEBSERVER_PORT = int(os.environ.get("DASHBOARDS_PORT", "8088"))
PASSWORDS_FILE = Path(os.environ["DASHBOARDS_PASSWORDS_FILE"])

APP_NAME = "Báo cáo huyện"
# Numbers and days as Vietnamese readers write them.
D3_FORMAT = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
D3_TIME_FORMAT = {
    "dateTime": "%A, %e %B %Y, %X", "date": "%d/%m/%Y", "time": "%H:%M:%S", "periods": ["SA", "CH"],
    "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
    "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    "months": [f"tháng {month}" for month in range(1, 13)],
    "shortMonths": [f"th{month}" for month in range(1, 13)],
}  # fmt: skip
BABEL_DEFAULT_LOCALE = "vi"
LANGUAGES = {"vi": {"flag": "vn", "name": "Tiếng Việt"}, "en": {"flag": "gb", "name": "English"}}
VIETNAMESE_DIR = os.environ["DASHBOARDS_TRANSLATIONS_DIR"]
BABEL_TRANSLATION_DIRECTORIES = f"translations;{VIETNAMESE_DIR}"

FEATURE_FLAGS = {
    # What the database refuses, Superset refuses as well: rules of rows hold in SQL Lab too.
    "RLS_IN_SQLLAB": True,
    "ALLOW_ADHOC_SUBQUERY": False,
    "ALERT_REPORTS": False,
    "THUMBNAILS": False,
    # A request for each chart, before anything is drawn, for a menu nobody needs: rows are in the tables.
    "DRILL_BY": False,
    "DRILL_TO_DETAIL": False,
    # Should a cache ever be set up: what one login sees is nobody else's.
    "CACHE_IMPERSONATION": True,
    "CACHE_QUERY_BY_USER": True,
}
# Nothing of anybody's rows is kept outside the database, so a grant taken back counts at once.
CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
RESULTS_BACKEND = None
# It would call a program that is not there, and mark every query as wrong.
SQL_VALIDATORS_BY_ENGINE: dict[str, str] = {}

AUTH_USER_REGISTRATION = False
PUBLIC_ROLE_LIKE = None
WTF_CSRF_ENABLED = True
SESSION_COOKIE_SAMESITE = "Lax"
ROW_LIMIT = 10_000
SQL_MAX_ROW = 100_000
RATELIMIT_STORAGE_URI = "memory://"
CONTENT_SECURITY_POLICY_WARNING = False
# The browser fetches nothing from elsewhere: no usage reporting, no maps, no fonts of others.
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}


def DB_CONNECTION_MUTATOR(uri, params, username, security_manager, source):  # noqa: N802
    """Every query reaches the warehouse as the login of whoever asks, so that PostgreSQL decides what is seen.

    Who has no login there gets no connection.
    """
    passwords = json.loads(PASSWORDS_FILE.read_text(encoding="utf-8"))
    if uri.username not in passwords:
        raise PermissionError(f"{uri.username} has no login in the warehouse: see `district-reports access grant`")
    own = uri.set(password=passwords[uri.username])
    if getattr(source, "name", "") == "DASHBOARD":
        from kept_connections import connector

        _, arguments = own.get_dialect()().create_connect_args(own)
        params["creator"] = connector(arguments | params.get("connect_args", {}))
    return own, params
