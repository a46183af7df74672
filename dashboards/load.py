"""Brings Superset to what the repository and the grants say: assets, roles, users, rules of rows. Safe to run again.

Runs in Superset's own environment; who may read is told on standard input, as a JSON list of
`{"login": …, "password": …, "kinds": […], "provinces": [[area_list, code], …]}` (no provinces: all of them).
"""

import json
import os
import sys
from pathlib import Path

import superset
import yaml
from flask_migrate import upgrade
from superset.app import create_app
from vietnamese import write_words

ASSETS_DIR = Path(__file__).parent / "assets"
ROLES_FILE = Path(__file__).parent / "roles.yml"
STYLE_FILE = Path(__file__).parent / "boards.css"
ADMINISTRATOR = "admin"
EVERY_PROVINCE = "Mọi tỉnh"
NO_ROWS = "(1 = 0)"


def main() -> None:
    """Load everything, in one transaction where Superset allows it."""
    readers = json.load(sys.stdin)
    write_words(Path(os.environ["DASHBOARDS_TRANSLATIONS_DIR"]))
    application = create_app()
    with application.app_context():
        upgrade(directory=str(Path(superset.__file__).parent / "migrations"))
        from superset import appbuilder, security_manager
        from superset.extensions import db
        from superset.utils.core import override_user

        appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        administrator = ensure_user(ADMINISTRATOR, [security_manager.find_role("Admin")], own_password())
        with override_user(administrator):
            import_assets()
        roles = load_roles()
        load_readers(readers, roles)
        db.session.commit()
    print(f"{len(readers)} readers, {len(list(ASSETS_DIR.rglob('*.yaml')))} assets")


def own_password() -> str:
    """The administrator's password: it manages Superset, and sees no rows."""
    return os.environ["DASHBOARDS_ADMIN_PASSWORD"]


def import_assets() -> None:
    """Databases, datasets, charts and dashboards as the files say; what was changed by hand is put back."""
    from superset.commands.importers.v1.assets import ImportAssetsCommand

    contents = {
        str(path.relative_to(ASSETS_DIR)): path.read_text(encoding="utf-8")
        for path in sorted(ASSETS_DIR.rglob("*.yaml"))
    }
    for name in contents:
        if name.startswith("databases/"):
            settings = yaml.safe_load(contents[name])
            settings["sqlalchemy_uri"] = os.environ["DASHBOARDS_WAREHOUSE_URL"]
            contents[name] = yaml.safe_dump(settings, allow_unicode=True)
        elif name.startswith("dashboards/"):
            board = yaml.safe_load(contents[name])
            board["css"] = STYLE_FILE.read_text(encoding="utf-8")
            contents[name] = yaml.safe_dump(board, allow_unicode=True)
    ImportAssetsCommand(contents).run()


def load_roles() -> dict[str, list]:
    """What each kind of reader may do: Superset's own roles, and one with the permissions that the file lists."""
    from superset import security_manager
    from superset.extensions import db
    from superset.models.core import Database

    databases = db.session.query(Database).all()
    loaded = {}
    for kind, wanted in yaml.safe_load(ROLES_FILE.read_text(encoding="utf-8")).items():
        role = security_manager.add_role(wanted["name"])
        permissions = [security_manager.add_permission_view_menu(*names) for names in wanted.get("permissions", ())]
        permissions += [
            security_manager.add_permission_view_menu("database_access", database.perm) for database in databases
        ]
        role.permissions = permissions
        loaded[kind] = [role, *(security_manager.find_role(name) for name in wanted["includes"])]
    return loaded


def load_readers(readers: list[dict], roles: dict[str, list]) -> None:
    """A user for each reader, and which rows it is shown; who reads no more cannot log in."""
    from superset import security_manager

    # Each of Superset's own functions commits: the rules are replaced after them, all at once.
    shown = {reader["login"]: security_manager.add_role(scope_of(reader)) for reader in readers}
    for reader in readers:
        own = [role for kind in reader["kinds"] for role in roles[kind]]
        ensure_user(reader["login"], [*dict.fromkeys(own), shown[reader["login"]]], reader["password"])
    known = {ADMINISTRATOR, *shown}
    for user in security_manager.get_all_users():
        if user.username not in known:
            user.active = False
            user.roles = []
    replace_rules(readers, shown)


def scope_of(reader: dict) -> str:
    """The role that stands for the rows a reader is shown: every province, or its own."""
    return f"Tỉnh của {reader['login']}" if reader["kinds"] == ["analyst"] else EVERY_PROVINCE


def replace_rules(readers: list[dict], shown: dict) -> None:
    """One rule of rows for each reader of some provinces; a last one shows nothing to whoever is given none."""
    from superset.connectors.sqla.models import RowLevelSecurityFilter, SqlaTable
    from superset.extensions import db

    for rule in db.session.query(RowLevelSecurityFilter).all():
        db.session.delete(rule)
    tables = db.session.query(SqlaTable).all()
    for reader in readers:
        scope = shown[reader["login"]]
        if scope.name != EVERY_PROVINCE:
            db.session.add(rule_of(scope.name, clause_of(reader["provinces"]), "Regular", tables, [scope]))
    # A base rule holds for everybody but these roles.
    db.session.add(rule_of("Không được giao tỉnh nào", NO_ROWS, "Base", tables, list(dict.fromkeys(shown.values()))))


def clause_of(provinces: list[list[str]]) -> str:
    """The condition that a row is of one of these provinces; codes are ours, not what somebody typed."""
    pairs = ", ".join(f"('{area_list}', '{code}')" for area_list, code in provinces)
    return f"(area_list, province_code) in ({pairs})" if pairs else NO_ROWS


def rule_of(name: str, clause: str, filter_type: str, tables: list, roles: list):
    """A rule of rows on all datasets."""
    from superset.connectors.sqla.models import RowLevelSecurityFilter

    return RowLevelSecurityFilter(name=name, clause=clause, filter_type=filter_type, tables=tables, roles=roles)


def ensure_user(name: str, roles: list, password: str):
    """The user with these roles and this password, made where it is missing."""
    from superset import security_manager
    from werkzeug.security import check_password_hash

    user = security_manager.find_user(username=name)
    if user is None:
        return security_manager.add_user(name, name, "", f"{name}@localhost", roles, password=password)
    user.active = True
    user.roles = roles
    if not check_password_hash(user.password, password):
        security_manager.reset_password(user.id, password)
    return user


if __name__ == "__main__":
    main()
