"""The fictitious portfolio at real size: a seed gives ten years of an invented call, and its truth.

Every organisation, project, person and amount is invented; only the communes are real places.
`python -m scripts.fictif --help` says what it writes.
"""
