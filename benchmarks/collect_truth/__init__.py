"""What Collect makes of the fictitious portfolio, held against the truth written beside it."""
