"""Sections of a written report → figures, one module for each subject that reports write about."""
