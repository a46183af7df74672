"""From district reports on sustainable poverty reduction to provincial rollups."""

# Part of every release and of every loaded submission: a new reader reads everything again.
__version__ = "0.1.0"
