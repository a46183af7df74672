#!/usr/bin/env bash
# Brings Airflow's metadata up to date and sets the password of its web interface; safe to run again.
set -euo pipefail
umask 077
python -c '
import json, os, pathlib
path = pathlib.Path(os.environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"])
path.write_text(json.dumps({"admin": os.environ["AIRFLOW_ADMIN_PASSWORD"]}))
'
exec airflow db migrate
