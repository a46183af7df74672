"""Deletes the embedded database, wherever it lives; part of `make clean`."""

import sys

from district_reports.problems import DistrictReportsError
from district_reports.settings import load_settings
from district_reports.warehouse.database.server import remove_database

try:
    remove_database(load_settings())
except DistrictReportsError as error:
    sys.exit(f"error: {error}")
