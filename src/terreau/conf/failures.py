"""Turns every known failure into what a person reads: a code, a French sentence, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from terreau.accounts.errors import AccountError
from terreau.collect.errors import CollectError
from terreau.collect.readers.errors import ReaderError
from terreau.conf.bootstrap import UserError
from terreau.conf.server import PortRefused, PortTaken
from terreau.identify.errors import IdentifyError
from terreau.portfolio.errors import PortfolioError
from terreau.publish.errors import PublishError
from terreau.territory.errors import TerritoryError
from terreau.vocabulary.errors import VocabularyError

KNOWN = (
    AccountError,
    CollectError,
    IdentifyError,
    PortfolioError,
    PublishError,
    ReaderError,
    TerritoryError,
    VocabularyError,
)


@contextmanager
def known_errors() -> Iterator[None]:
    """Turn the packages' own errors into what a person reads."""
    try:
        yield
    except KNOWN as error:
        status = getattr(error, "exit_status", 3)
        raise UserError(error.code, str(error), getattr(error, "hint", ""), status) from error
    except DatabaseError as error:
        raise database_error(error) from error
    except PortTaken as error:
        raise UserError(
            "port_taken",
            f"Le port {error.port} est déjà pris sur cette machine.",
            "Choisissez-en un autre avec --port, ou laissez Terreau choisir avec --port 0.",
        ) from error
    except PortRefused as error:
        raise UserError(
            "port_refused",
            f"Le port {error.port} n’est pas permis à votre compte.",
            "Choisissez-en un au-dessus de 1023 avec --port.",
        ) from error
    except OSError as error:
        raise UserError(
            "file_system",
            f"« {error.filename} » : {error.strerror}.",
            "Vérifiez ce chemin, les droits et la place sur le disque.",
        ) from error


def database_error(error: DatabaseError) -> UserError:
    """What the database refused, in the words of the person who has to mend it."""
    said = str(error).strip().splitlines()
    first = said[0] if said else ""
    if "not a database" in first or "malformed" in first:
        return UserError(
            "database",
            f"« {connection.settings_dict['NAME']} » n’est pas une base SQLite : elle est abîmée.",
            "Remettez ce fichier en place depuis une sauvegarde ; media/ n’est pas touché.",
        )
    if "is locked" in first:
        return UserError(
            "database",
            "La base est occupée par une autre commande.",
            "Attendez qu’elle finisse, puis recommencez.",
        )
    if "connect" in first:
        return UserError(
            "database",
            "La base de données ne répond pas à l’adresse de DATABASE_URL.",
            "Vérifiez que le serveur tourne, puis l’adresse, le nom et le mot de passe.",
        )
    if "readonly" in first or "unable to open" in first:
        return UserError(
            "database",
            f"La base « {connection.settings_dict['NAME']} » ne peut pas être écrite.",
            "Donnez le droit d’écrire dans le dossier de l’instance à qui lance Terreau.",
        )
    if "no such" in first or "does not exist" in first:
        return UserError(
            "database",
            "La base n’est pas à jour de cette version de Terreau.",
            "Lancez « terreau init » sur ce dossier : ce qui s’y trouve est gardé.",
        )
    return UserError(
        "database",
        f"La base de données ne répond pas comme prévu : {first}",
        "Lancez « terreau check », qui dit ce qui manque.",
    )
