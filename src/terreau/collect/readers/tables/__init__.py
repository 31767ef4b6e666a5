"""Readers of tables: a file of cells in, tables with headers and rows out. Pure."""
