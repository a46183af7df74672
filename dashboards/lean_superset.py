"""Parts of Superset that ask its metadata once where Superset asks many times: a chart's request had 53 questions."""

from collections import defaultdict

from flask import Blueprint, Response, g, has_request_context, request, session
from flask_appbuilder.security.sqla.models import assoc_permissionview_role
from superset.security import SupersetSecurityManager
from superset.utils.log import DBEventLogger

# Who opened what, as the browser tells it; queries of SQL Lab are in a table of their own.
KEPT_ACTIONS = {"log"}


visits = Blueprint("visits", __name__)


@visits.before_app_request
def pass_over_strangers() -> Response | None:
    """Nothing is kept of what the login page tells of itself.

    Refused, as Superset does, its answer brings a stranger's session, which may replace the one that just began.
    """
    # To ask who it is would write to that session.
    is_strangers = request.path == "/superset/log/" and "_user_id" not in session
    return Response(status=204) if is_strangers else None


class VisitLog(DBEventLogger):
    """Keeps who opened which dashboard.

    Superset's own also writes every step of every chart's request, and after each reads all it had read before again.
    """

    def log(self, user_id, action, *arguments, **details):
        """Write the action down if it is one to keep."""
        if action in KEPT_ACTIONS:
            super().log(user_id, action, *arguments, **details)


class LeanSecurityManager(SupersetSecurityManager):
    """Superset's own, which reads what the roles of a request may do once, not at every question."""

    def exist_permission_on_roles(self, view_name: str, permission_name: str, role_ids: list[int]) -> bool:
        """Whether one of these roles has this permission."""
        if not has_request_context():
            return super().exist_permission_on_roles(view_name, permission_name, role_ids)
        return view_name in self._permissions(role_ids)[permission_name]

    def user_view_menu_names(self, permission_name: str) -> set[str]:
        """What the user of this request has this permission on."""
        if not has_request_context() or g.user.is_anonymous:
            return super().user_view_menu_names(permission_name)
        return self._permissions([role.id for role in self.get_user_roles(g.user)])[permission_name]

    def _permissions(self, role_ids: list[int]) -> dict[str, set[str]]:
        """What these roles may be done on, by permission; asked once a request."""
        known = g.setdefault("permissions_of_roles", {})
        key = frozenset(role_ids)
        if key not in known:
            known[key] = defaultdict(set)
            for permission, view in self._pairs(role_ids):
                known[key][permission].add(view)
        return known[key]

    def _pairs(self, role_ids: list[int]) -> list[tuple[str, str]]:
        """Each permission of these roles with what it is on."""
        return (
            self.session.query(self.permission_model.name, self.viewmenu_model.name)
            .select_from(self.permissionview_model)
            .join(self.permission_model)
            .join(self.viewmenu_model)
            .join(
                assoc_permissionview_role,
                assoc_permissionview_role.c.permission_view_id == self.permissionview_model.id,
            )
            .filter(assoc_permissionview_role.c.role_id.in_(role_ids))
            .all()
        )
