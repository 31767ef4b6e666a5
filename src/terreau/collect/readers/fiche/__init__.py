"""The reader of published fiches; `read` is its one verb."""

from terreau.collect.readers.fiche.kinds import ActorKinds
from terreau.collect.readers.fiche.model import (
    Doubt,
    FicheReading,
    ReadActor,
    ReadAmbition,
    ReadEnjeu,
    ReadPlace,
    ReadProject,
    ReadRole,
    ReadStatement,
    Rejection,
    RoleName,
)
from terreau.collect.readers.fiche.reader import NAME, VERSION, read, recognises

__all__ = [
    "NAME",
    "VERSION",
    "ActorKinds",
    "Doubt",
    "FicheReading",
    "ReadActor",
    "ReadAmbition",
    "ReadEnjeu",
    "ReadPlace",
    "ReadProject",
    "ReadRole",
    "ReadStatement",
    "Rejection",
    "RoleName",
    "read",
    "recognises",
]
