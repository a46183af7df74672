"""Workbooks, and tables inside documents, → figures, by the layouts of forms."""
