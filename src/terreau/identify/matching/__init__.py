"""Which names are the same organisation: likely pairs, their odds, groups. Pure."""

from terreau.identify.matching.blocking import MOST_IN_BLOCK, keys
from terreau.identify.matching.grouping import group
from terreau.identify.matching.model import Cut, Edge, Groups, Reason, Relation, Written
from terreau.identify.matching.pipeline import candidates, distinct, match, spread
from terreau.identify.matching.reasons import reasons, relation
from terreau.identify.matching.scoring import MERGE, PROPOSE, score
from terreau.identify.matching.statistics import Statistics
from terreau.identify.names.description import Description, describe

__all__ = [
    "MERGE",
    "MOST_IN_BLOCK",
    "PROPOSE",
    "Cut",
    "Description",
    "Edge",
    "Groups",
    "Reason",
    "Relation",
    "Statistics",
    "Written",
    "candidates",
    "describe",
    "distinct",
    "group",
    "keys",
    "match",
    "reasons",
    "relation",
    "score",
    "spread",
]
