# Sourced by the scripts of this folder: sets `root` (the clone) and `PYTHON` (a Python 3.11 or newer).
# POSIX sh; the environment already made is preferred, `PYTHON=…` overrides the choice.

usable() {
    # Commands that exist but cannot run (version managers leave such) are passed over.
    "$1" -c 'import sys, venv, ssl, sqlite3; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

no_python() {
    cat >&2 <<'MESSAGE'
Terreau a besoin de Python 3.11 ou plus récent, avec ses modules venv, ssl et sqlite3.
  Debian 12, Ubuntu 24.04 : sudo apt-get install python3
  macOS                   : brew install python@3.13
Un autre Python peut être nommé : PYTHON=/chemin/vers/python3 sh scripts/demo

Terreau needs Python 3.11 or newer; install it as above, or name one with PYTHON=/path/to/python3.
MESSAGE
    exit 3
}

if [ -n "${PYTHON:-}" ]; then
    usable "$PYTHON" || no_python
elif "$root/.venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    PYTHON="$root/.venv/bin/python"
else
    for candidate in python3.13 python3.12 python3.11 python3 python; do
        if usable "$candidate"; then
            PYTHON=$candidate
            break
        fi
    done
    [ -n "${PYTHON:-}" ] || no_python
fi
