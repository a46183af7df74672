"""From readings to rollups: loading, dbt, and what is remembered of builds."""
