"""Pages of sign-in and of people: each parses, asks one service, renders."""
