"""What was dropped: files, folders, archives, packages, on their way to be read.

Guarantees that each file ends as one piece, read apart, its bytes kept under their SHA-256, or as a
problem that is told.
"""
