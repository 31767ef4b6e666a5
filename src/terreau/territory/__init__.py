"""Communes, EPCI, départements and régions: who contains whom, and where they are."""
