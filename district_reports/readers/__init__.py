"""Readers: bytes of a file → document → identity and figures, with the place of every number."""
