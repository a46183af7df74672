# One image for all of Airflow's services: the code, its locked dependencies, a user without rights.
FROM python:3.11.14-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 LANG=C.UTF-8
WORKDIR /opt/district-reports

# Dependencies first: a change of code alone does not fetch them again.
COPY requirements-bootstrap.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements-bootstrap.txt \
    && uv pip sync --system --no-cache --require-hashes requirements.txt

COPY . .
RUN uv pip install --system --no-cache --no-deps --offline --editable . \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin reports \
    && install --directory --owner reports --group reports --mode 0750 /var/lib/airflow /var/lib/district-reports

USER reports
CMD ["district-reports", "--help"]
