"""Benchmarks: ratios against what others need for the same work, in one run."""
