"""A release as the workbook that provinces send upward: live formulas, units below totals, sources."""
