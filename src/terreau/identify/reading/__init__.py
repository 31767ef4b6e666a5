"""Organisations named in running text, and what the sentence says they take part as. Pure."""
