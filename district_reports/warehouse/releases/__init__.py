"""The SQL of releases: what they are made of, writing, reading and tracing them."""
