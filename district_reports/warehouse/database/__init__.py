"""The server, connections to it, and rows in and out of it."""
