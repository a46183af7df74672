"""docker-compose.yml, without a Docker engine: against the specification's schema, and against our own promises."""

import json
import re

import jsonschema
import pytest
import yaml

from district_reports.settings import PROJECT_DIR

COMPOSE_TEXT = (PROJECT_DIR / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = COMPOSE["services"]
SCHEMA_FILE = PROJECT_DIR / "tests/repo/compose_specification/compose-spec.json"
AIRFLOW_SERVICES = {"api-server", "scheduler", "dag-processor", "triggerer", "initialise"}
REQUIRED_VARIABLE = r"\$\{[A-Z_]+:\?[^}]+\}"


def variables_of(text: str) -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+)", text))


def documented_variables() -> dict[str, str]:
    lines = (PROJECT_DIR / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def is_one_shot(service: dict) -> bool:
    return service.get("restart") == "no"


def test_the_file_keeps_to_the_compose_specification():
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA_FILE.read_text()))
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(COMPOSE)] == []


def test_the_schema_refuses_what_is_wrong():
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA_FILE.read_text()))
    assert not validator.is_valid({"services": {"postgres": {"imgae": "postgres"}}})


def test_all_parts_are_there():
    assert set(SERVICES) == AIRFLOW_SERVICES | {"postgres", "mail", "dashboards"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_a_health_check_or_ends_by_itself(name: str):
    assert is_one_shot(SERVICES[name]) != ("healthcheck" in SERVICES[name])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_what_it_needs_until_that_works(name: str):
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        ended = is_one_shot(SERVICES[needed])
        assert how["condition"] == ("service_completed_successfully" if ended else "service_healthy")


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_has_a_version(name: str):
    assert re.search(r":v?\d+\.\d+", SERVICES[name]["image"]), SERVICES[name]["image"]


@pytest.mark.parametrize("name", SERVICES)
def test_no_password_is_written_down(name: str):
    for variable, value in SERVICES[name].get("environment", {}).items():
        if re.search(r"PASSWORD$|SECRET|_KEY$", variable):
            assert re.fullmatch(REQUIRED_VARIABLE, value), variable
        if "://" in value and "@" in value:
            assert re.search(rf"://\w+:{REQUIRED_VARIABLE}@", value), variable


@pytest.mark.parametrize("name", SERVICES)
def test_a_port_is_open_to_this_machine_only(name: str):
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


@pytest.mark.parametrize("name", SERVICES)
def test_a_volume_is_named_in_the_file_or_a_path(name: str):
    for volume in SERVICES[name].get("volumes", []):
        source = volume["source"] if isinstance(volume, dict) else volume.split(":")[0]
        assert source in COMPOSE["volumes"] or source.startswith(("./", "${"))


def test_every_variable_is_in_the_example():
    settings_source = (PROJECT_DIR / "district_reports/settings.py").read_text()
    read_by_settings = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', settings_source))
    assert read_by_settings, "no variable was found, so nothing was checked"
    assert variables_of(COMPOSE_TEXT) | read_by_settings == set(documented_variables())


def test_the_example_holds_no_secret():
    for name, value in documented_variables().items():
        assert not (re.search(r"PASSWORD|SECRET|KEY", name) and value)


@pytest.mark.parametrize(("name", "lock_count"), [("Dockerfile", 2), ("docker/dashboards.Dockerfile", 3)])
def test_an_image_runs_without_rights_from_the_locked_dependencies(name: str, lock_count: int):
    lines = (PROJECT_DIR / name).read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["reports"]
    assert sum("--require-hashes" in line for line in lines) == lock_count
    assert re.fullmatch(r"FROM python:3\.\d+\.\d+-\S+", next(line for line in lines if line.startswith("FROM ")))


def test_what_services_are_built_from_is_there():
    built = [service["build"] for service in SERVICES.values() if isinstance(service.get("build"), dict)]
    assert [(PROJECT_DIR / build["dockerfile"]).is_file() for build in built] == [True]


def test_what_the_services_mount_from_the_project_is_there():
    mounted = [
        PROJECT_DIR / name for name in re.findall(r"(?:\./|/opt/district-reports/)(docker/[\w.-]+)", COMPOSE_TEXT)
    ]
    assert {path.suffix for path in mounted} == {".sh", ".csv"}
    assert all(path.is_file() for path in mounted)
    assert all(path.stat().st_mode & 0o111 for path in mounted if path.suffix == ".sh")
