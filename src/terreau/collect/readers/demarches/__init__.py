"""Démarches Simplifiées: the exports an administration downloads, and the GraphQL API."""
