"""Terreau turns a funder's portfolio of projects into knowledge: shared, evidenced, published."""

__version__ = "0.1.0"
