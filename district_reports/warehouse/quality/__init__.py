"""The SQL of findings, of what is held, waived and awaited, and of telling it."""
