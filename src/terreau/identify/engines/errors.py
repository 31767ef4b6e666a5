"""What an engine can lack: a code, its French sentence, what to install."""

from __future__ import annotations

from terreau.identify.errors import IdentifyError


class SparkMissing(IdentifyError):
    """PySpark or PyArrow is not installed."""

    code = "spark_missing"
    hint = (
        "Installez-le par «\u00a0python3 scripts/environment.py spark\u00a0» (environ 500 Mo), "
        "ou employez --engine duckdb, qui donne la même réponse."
    )

    def __init__(self, package: str) -> None:
        super().__init__(f"Le moteur Spark a besoin du paquet {package}, qui manque ici.")


class JavaMissing(IdentifyError):
    """No Java that Spark can start."""

    code = "java_missing"
    hint = (
        "Installez un Java 17 ou plus récent "
        "(sur Debian\u00a0: «\u00a0apt install openjdk-17-jre-headless\u00a0»), "
        "ou employez --engine duckdb, qui donne la même réponse."
    )

    def __init__(self, found: str = "") -> None:
        told = f"celui d’ici est un Java {found}" if found else "il n’y en a pas ici"
        super().__init__(f"Le moteur Spark a besoin de Java 17 ou plus récent\u00a0: {told}.")


class SparkUnreachable(IdentifyError):
    """Spark did not start, or its master cannot be reached."""

    code = "spark_unreachable"
    hint = (
        "Vérifiez TERREAU_SPARK_MASTER ou spark_master dans terreau.toml "
        "(«\u00a0local[*]\u00a0» pour cette machine)."
    )

    def __init__(self, master: str) -> None:
        super().__init__(f"Spark n’a pas pu démarrer sur «\u00a0{master}\u00a0».")


class OutOfRoom(IdentifyError):
    """The memory allowed, or the disk, is not enough for so many names."""

    code = "out_of_room"
    hint = (
        "Augmentez memory_mb dans terreau.toml, ou libérez de la place dans le dossier temporaire."
    )

    def __init__(self, names: int) -> None:
        super().__init__(f"{names} noms ne tiennent pas dans la mémoire ou sur le disque permis.")
