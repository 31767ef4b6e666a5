"""Démarches Simplifiées over its GraphQL API: what is received is kept as it came, then read apart.

Guarantees that the token is sent to the platform alone, and is in no file and no message.
"""

from terreau.collect.demarches_api.client import DemarchesClient
from terreau.collect.demarches_api.fetching import fetch
from terreau.collect.demarches_api.report import FetchReport, Progress, Step
from terreau.collect.demarches_api.service import fetch_demarche

__all__ = ["DemarchesClient", "FetchReport", "Progress", "Step", "fetch", "fetch_demarche"]
