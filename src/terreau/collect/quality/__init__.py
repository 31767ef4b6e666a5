"""Named checks on what came in, each with its importance and the cells it speaks of."""
