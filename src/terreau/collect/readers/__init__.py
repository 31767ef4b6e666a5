"""Readers: what each kind of file holds, told without a database."""
