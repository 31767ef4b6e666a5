"""Settings, addresses and server entry points. Sees every package; no package but `cli` sees it."""
