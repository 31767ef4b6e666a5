"""Brings files in: readers, the plan of an import as a difference, its report."""
