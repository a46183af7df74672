"""What Superset reads: our settings, and the parts of Superset we give it instead of its own."""

from lean_superset import LeanSecurityManager, VisitLog, visits
from superset_settings import *  # noqa: F403 - Superset takes a setting from each name of this module
from vietnamese import words

CUSTOM_SECURITY_MANAGER = LeanSecurityManager
EVENT_LOGGER = VisitLog()
BLUEPRINTS = [visits, words]
