#!/usr/bin/env bash
# Runs once, when PostgreSQL's volume is new: Airflow's metadata has a role and a database of its own.
set -euo pipefail
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
  --set password="$AIRFLOW_DATABASE_PASSWORD" <<'SQL'
create role airflow login password :'password';
create database airflow owner airflow;
revoke connect on database district_reports from public;
SQL
