"""Versioned sets of concepts (SKOS concept schemes), read and written as Turtle."""
