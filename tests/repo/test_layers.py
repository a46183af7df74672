"""Imports point one way, every module has a layer, and what is said twice is said equally."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from district_reports import __version__
from district_reports.settings import PROJECT_DIR

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
READS_VARIABLE = r"(getenv|environ\.get)\(\s*[\"']|environ\[[\"'][A-Z_]+[\"']\](?!\s*=[^=])"
PROJECT = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text())


def locked_version(file_name: str, package: str) -> str:
    text = (PROJECT_DIR / file_name).read_text()
    return re.search(rf"^{package}==(\S+)", text, flags=re.MULTILINE)[1]


def test_imports_point_one_way():
    result = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=PROJECT_DIR, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Contracts:" in result.stdout


def test_every_module_has_a_layer_and_none_is_left_to_chance():
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]
    assert layers["exhaustive"] is True
    assert "ignore_imports" not in layers


def test_only_settings_reads_environment_variables():
    sources = sorted((PROJECT_DIR / "district_reports").rglob("*.py"))
    readers = {path.name for path in sources if re.search(READS_VARIABLE, path.read_text())}
    assert readers <= {"settings.py"}
    assert "os.environ" in (PROJECT_DIR / "district_reports/settings.py").read_text()


def test_no_module_is_without_a_noun():
    forbidden = {"utils", "util", "common", "helpers", "misc"}
    sources = sorted((PROJECT_DIR / "district_reports").rglob("*.py"))
    assert sources
    assert not [path for path in sources if path.stem in forbidden or path.parent.name in forbidden]


def test_dbt_finds_no_module_to_import_by_accident():
    modules = [*(PROJECT_DIR / "district_reports").glob("*.py"), *(PROJECT_DIR / "dags").glob("*.py")]
    assert not [path for path in modules if path.stem.startswith("dbt_")]
    assert not (PROJECT_DIR / "dbt_project" / "__init__.py").exists()


def test_the_installer_is_the_one_that_is_locked():
    assert locked_version("requirements-bootstrap.txt", "uv") == locked_version("requirements.txt", "uv")


def test_the_lock_names_a_hash_for_every_version_and_no_registry():
    text = (PROJECT_DIR / "requirements.txt").read_text()
    pins = re.findall(r"^[\w.\[\]-]+==\S+.* \\\n    --hash=sha256:", text, flags=re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[\w.-]", text, flags=re.MULTILINE))
    assert "://" not in text


def test_every_requirement_is_an_exact_version_with_a_reason_above_it():
    reason_above = False
    for line in (PROJECT_DIR / "requirements.in").read_text().splitlines():
        if line and not line.startswith("#"):
            assert "==" in line, line
            assert reason_above, line
        reason_above = bool(line)


def test_the_package_and_the_project_tell_one_version():
    assert PROJECT["project"]["version"] == __version__
