"""The files that describe the dashboards, as Superset imports them."""

from typing import Any

import yaml

from district_reports.settings import PROJECT_DIR

ASSETS_DIR = PROJECT_DIR / "dashboards" / "assets"


def assets(kind: str) -> dict[str, dict[str, Any]]:
    found = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in ASSETS_DIR.glob(f"{kind}/**/*.yaml")
    }
    assert found, f"no {kind} were found, so nothing was checked"
    return found


DATASETS = {dataset["uuid"]: dataset for dataset in assets("datasets").values()}
CHARTS = assets("charts")
