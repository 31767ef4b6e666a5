"""Readers of documents: a file in, its text and pages out. Pure."""
