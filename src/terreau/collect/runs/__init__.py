"""An import in its stages: files received, read one by one, understood, planned, applied, undone.

Guarantees that each stage can be stopped at any time, by a person or by a power cut, and taken up
again; and that a plan is applied whole, as it was read, or not at all.
"""
