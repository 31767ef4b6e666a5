"""Where names are written in a portfolio: lists of actors, cells of tables, running text."""
