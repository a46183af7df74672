# Superset beside our own code, each with its locked dependencies: what runs is `district_reports.dashboards`.
FROM python:3.11.14-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 LANG=C.UTF-8
WORKDIR /opt/district-reports

# Dependencies first: a change of code alone does not fetch them again.
COPY requirements-bootstrap.txt requirements.txt ./
COPY dashboards/requirements.txt dashboards/
RUN pip install --no-cache-dir --require-hashes --requirement requirements-bootstrap.txt \
    && uv pip sync --system --no-cache --require-hashes requirements.txt \
    && uv venv --python /usr/local/bin/python .venv-dashboards \
    && uv pip sync --python .venv-dashboards/bin/python --no-cache --require-hashes dashboards/requirements.txt

COPY . .
RUN uv pip install --system --no-cache --no-deps --offline --editable . \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin reports \
    && install --directory --owner reports --group reports --mode 0750 /var/lib/district-reports

USER reports
CMD ["python", "-m", "district_reports.dashboards"]
