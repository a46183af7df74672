"""The only place that speaks SQL: the server, connections, schema, loading, dbt."""
