"""Template tags available in every template."""
