"""A release as one page of HTML that needs nothing else: tables, charts, notes."""
