"""Writing a file that others may be reading."""

from pathlib import Path


def write_file(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; one whose bytes would not change is left alone, its date with it."""
    if path.exists() and path.read_bytes() == content:
        return path
    # A reader never meets half a file: it is written beside its place and moved there.
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    return draft.replace(path)
