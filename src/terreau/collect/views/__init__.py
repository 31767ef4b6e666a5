"""Pages of imports: each parses, asks one service, renders or leads on."""
