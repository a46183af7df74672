"""Kinds of fault that are put into clean submissions, by what they spoil."""

from bench.fault_kinds import containers, money, papers, poverty, rounds, sheets
from bench.fault_kinds.cases import FAULTS, Case, Fault

__all__ = ["FAULTS", "Case", "Fault", "containers", "money", "papers", "poverty", "rounds", "sheets"]
