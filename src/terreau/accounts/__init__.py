"""People and the other agents that judge, and the one place that says who may do what."""
