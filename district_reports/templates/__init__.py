"""Workbooks to fill in: a form, a unit and a round become an `.xlsx` that the readers read back."""
