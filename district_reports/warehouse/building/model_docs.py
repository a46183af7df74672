"""What models and columns mean, as one page without a server.

`python -m district_reports.warehouse.building.model_docs` writes it.
"""

import shutil
from pathlib import Path

from district_reports.settings import load_settings
from district_reports.warehouse.building import transform
from district_reports.warehouse.database.server import running_database


def write_model_docs(url: str, local_dir: Path) -> Path:
    """Write the documentation of the dbt project, with the tables of this warehouse; returns the page."""
    page = local_dir / "dbt_docs" / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(transform.generate_docs(url, local_dir), page)
    return page


def main() -> None:
    """Describe the warehouse of this installation and say where the page is."""
    settings = load_settings()
    with running_database(settings) as url:
        print(f"What every model and column means: {write_model_docs(url, settings.local_dir)}")


if __name__ == "__main__":
    main()
