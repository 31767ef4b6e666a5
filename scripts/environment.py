"""Makes or updates `.venv`: locked, hash-checked packages and the project itself, nothing else.

Guarantees that an environment said to be ready is complete: its record is marked incomplete before
the first change, and an interrupted one is made again. Needs the standard library alone, without
`ensurepip`: pip comes from the vendored wheel, whose SHA-256 is checked first. pip's own settings
(its index, its proxy, its certificates) hold; none is named here.
"""

import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS: Mapping[str, tuple[str, ...]] = {
    "core": ("core",),
    "dev": ("core", "dev"),
    "spark": ("core", "spark"),
    "peers": ("core", "peers"),
}
# Published as source alone; the lock covers that source, and setuptools, which builds it.
BUILT_HERE: Mapping[str, str] = {"spark": "pyspark"}
RECORD_NAME = "terreau-setup.json"
LOG_NAME = "terreau-setup.log"

NETWORK_SIGNS = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "nodename nor servname",
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Connection refused",
    "Connection reset",
    "Network is unreachable",
)


class SetUpError(Exception):
    """Set-up cannot go on; the message says why and what to do, in French then in English."""


@dataclass(frozen=True, slots=True)
class Record:
    """What an environment was made for and from; `locks` maps a lock's name to its digest."""

    root: str
    python: str
    machine: str
    complete: bool = False
    locks: dict[str, str] = field(default_factory=dict)

    @classmethod
    def wanted(cls, root: Path, profile: str) -> "Record":
        """What the environment of `profile` would be, made now by the running Python."""
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        locks = {name: digest(root, name) for name in LOCKS[profile]}
        return cls(str(root), version, platform.machine(), complete=True, locks=locks)

    @classmethod
    def read(cls, environment: Path) -> "Record | None":
        """The record of an environment; None where there is none, or none that can be read."""
        try:
            return cls(**json.loads((environment / RECORD_NAME).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, environment: Path) -> None:
        """Replace the record in one step, so that it is never read half-written."""
        partial = environment / f"{RECORD_NAME}.partial"
        partial.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        partial.replace(environment / RECORD_NAME)

    def keeping(self, earlier: "Record | None") -> "Record":
        """This record, with the locks that an earlier installation left and that still hold."""
        kept = {} if earlier is None or not earlier.complete else earlier.locks
        return replace(self, locks={**kept, **self.locks})

    def same_base(self, other: "Record") -> bool:
        """Whether both are for the same folder, Python and processor."""
        mine, theirs = ((record.root, record.python, record.machine) for record in (self, other))
        return mine == theirs

    def serves(self, wanted: "Record") -> bool:
        """Whether this environment holds all that `wanted` asks for, as locked now."""
        return (
            self.complete and self.same_base(wanted) and wanted.locks.items() <= self.locks.items()
        )


def digest(root: Path, lock: str) -> str:
    """SHA-256 over all that the installation of `lock` depends on."""
    total = hashlib.sha256()
    for name in (f"requirements/{lock}.txt", "pyproject.toml", "scripts/vendor/MANIFEST.json"):
        total.update(hashlib.sha256((root / name).read_bytes()).digest())
    return total.hexdigest()


def vendored_pip(root: Path) -> Path:
    """The pip wheel kept in the project, once its bytes are those of the manifest.

    Raises SetUpError when they are not.
    """
    folder = root / "scripts" / "vendor"
    entries = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
    entry = next(entry for entry in entries if entry["package"] == "pip")
    wheel = folder / entry["file"]
    if not wheel.is_file() or hashlib.sha256(wheel.read_bytes()).hexdigest() != entry["sha256"]:
        raise SetUpError(
            f"{wheel} n’est pas le fichier attendu : son empreinte SHA-256 diffère ou il manque. "
            "Reprenez un clone neuf.\n"
            f"{wheel} is missing or was changed: take a fresh clone."
        )
    return Path(wheel)


def python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


def works(environment: Path, version: str) -> bool:
    """Whether the environment's Python still starts and is the `version` (« 3.11 ») expected."""
    check = f"import sys; sys.exit('%d.%d' % sys.version_info[:2] != {version!r})"
    try:
        done = subprocess.run(
            [python_of(environment), "-c", check], capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def reusable(environment: Path, wanted: Record) -> bool:
    """Whether packages can be installed into the environment as it is.

    One that someone made by hand has no record: it is completed, not thrown away.
    """
    record = Record.read(environment)
    if record is not None and not (record.complete and record.same_base(wanted)):
        return False
    return (environment / "pyvenv.cfg").is_file() and works(environment, wanted.python)


def pip_environment() -> dict[str, str]:
    """The user's own pip settings, less what would install outside `.venv`."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES"}
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return kept | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def explain(log: str) -> str:
    """What to tell of a failed installation, from pip's own words."""
    if any(sign in log for sign in NETWORK_SIGNS):
        return (
            "Les paquets n’ont pas pu être téléchargés : le serveur de paquets ne répond pas.\n"
            "Vérifiez la connexion, le mandataire (proxy) ou les réglages de pip "
            "(pip config list), puis relancez la même commande.\n"
            "The package index could not be reached: check the network, the proxy or pip’s "
            "settings, then run the same command again."
        )
    if "DO NOT MATCH THE HASHES" in log:
        return (
            "Un paquet téléchargé n’est pas celui que le projet a verrouillé : rien n’a été "
            "installé de lui. Videz le cache (pip cache purge) et vérifiez d’où pip prend ses "
            "paquets.\n"
            "A downloaded package does not have the locked hash: purge pip’s cache and check where "
            "pip takes its packages from."
        )
    if "No matching distribution found" in log:
        return (
            "Un paquet verrouillé n’a pas été trouvé : soit le serveur de paquets ne répond pas "
            "(vérifiez la connexion et les réglages de pip : pip config list), soit il n’a pas ce "
            "paquet tout fait pour ce Python (essayez PYTHON=python3.12 sh scripts/demo).\n"
            "A locked package was not found: either the index cannot be reached, or it has no "
            "ready-made build for this Python; try another one."
        )
    return "L’installation a échoué.\nThe installation failed."


def run_pip(environment: Path, arguments: Sequence[str | Path]) -> None:
    """Run the environment's Python with `arguments`; its words go to the log.

    Raises SetUpError with the end of the log when it fails.
    """
    log = environment / LOG_NAME
    with log.open("ab") as output:
        start = output.tell()
        done = subprocess.run(
            [python_of(environment), *arguments],
            cwd=ROOT,
            env=pip_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        words = log.read_bytes()[start:].decode("utf-8", "replace")
        errors = [line for line in words.splitlines() if line.startswith("ERROR")]
        tail = "\n".join(f"    {line}" for line in (errors or words.splitlines())[-8:])
        raise SetUpError(f"{explain(words)}\n{tail}\n  (suite : {log})")


def make(environment: Path, wanted: Record) -> None:
    """Make an empty environment with pip in it, whatever was there before."""
    if environment.is_symlink():
        raise SetUpError(
            f"{environment} est un lien vers un autre dossier : retirez-le, puis relancez.\n"
            f"{environment} is a link to another folder: remove it and run again."
        )
    if environment.exists():
        shutil.rmtree(environment)
    environment.mkdir()
    replace(wanted, complete=False, locks={}).write(environment)
    # Seen from inside an environment, the Python that it was made from.
    base = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run(
        [base, "-m", "venv", "--without-pip", environment], capture_output=True, check=False
    )
    if done.returncode != 0:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise SetUpError(f"{base} -m venv a échoué.\n{base} -m venv failed.\n    {words}")


def packages_in(lock: Path) -> int:
    """How many packages a lock names (some for other systems only)."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return sum(1 for line in lines if "==" in line and not line.startswith((" ", "#")))


def lines_of(lock: Path, package: str) -> str:
    """The entry of one package in a lock, with its hashes."""
    found = re.search(rf"^{re.escape(package)}==(?:.*\\\n)*.*\n?", lock.read_text("utf-8"), re.M)
    if found is None:
        raise SetUpError(f"{package} manque dans {lock}.\n{package} is missing from {lock}.")
    return found[0]


def install_locked(environment: Path, lock: Path, built_here: str) -> None:
    """Install a lock: ready-made packages only, but for the one named, if any."""
    command = ["-m", "pip", "install", "--only-binary", ":all:", "--require-hashes"]
    if built_here:
        # A build that is not isolated takes its tools from the environment: they go first.
        tools = environment / "terreau-build-tools.txt"
        tools.write_text(lines_of(lock, "setuptools"), encoding="utf-8")
        run_pip(environment, [*command, "-r", tools])
        command += ["--no-binary", built_here, "--no-build-isolation"]
    run_pip(environment, [*command, "-r", lock])


def install(root: Path, environment: Path, profile: str) -> None:
    """Install pip, the locked packages of `profile` and the project itself, as it is edited."""
    wheel = vendored_pip(root)
    lock = root / "requirements" / f"{profile}.txt"
    run_pip(environment, [wheel / "pip", "install", "--no-index", "--no-deps", wheel])
    say(f"  {packages_in(lock)} paquets verrouillés, téléchargement et vérification…")
    install_locked(environment, lock, BUILT_HERE.get(profile, ""))
    itself = ("--no-deps", "--no-build-isolation", "--no-index", "--editable", root)
    run_pip(environment, ["-m", "pip", "install", *itself])


def say(message: str) -> None:
    """Progress goes to standard error: standard output belongs to the command that follows."""
    print(message, file=sys.stderr, flush=True)


def set_up(root: Path, profile: str) -> bool:
    """Bring `root/.venv` to what `profile` asks; True when there was something to do.

    Raises SetUpError when it cannot; the environment is then marked incomplete.
    """
    environment = root / ".venv"
    wanted = Record.wanted(root, profile)
    current = Record.read(environment)
    if current is not None and current.serves(wanted) and python_of(environment).exists():
        return False
    started = time.monotonic()
    say(f"Préparation de Terreau dans {environment} (Python {wanted.python})…")
    vendored_pip(root)
    if not reusable(environment, wanted):
        current = None
        make(environment, wanted)
    replace(wanted, complete=False, locks={}).write(environment)
    install(root, environment, profile)
    wanted.keeping(current).write(environment)
    say(f"  prêt en {time.monotonic() - started:.0f} s.")
    return True


def main(arguments: Sequence[str]) -> int:
    """Set up the profile named: exit status 0 when ready, 2 on wrong use, 3 when it cannot be."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        say(f"usage : environment.py {'|'.join(LOCKS)}")
        return 2
    # Two set-ups at once would undo each other; the second waits for the first.
    with Path(__file__).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            set_up(ROOT, arguments[0])
        except SetUpError as error:
            say(f"\n{error}")
            return 3
        except KeyboardInterrupt:
            say("\nInterrompu : relancez la même commande, elle reprendra proprement.")
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
