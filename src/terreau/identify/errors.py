"""What can go wrong while identifying: a code, its parameters, one French sentence."""

from __future__ import annotations


class IdentifyError(Exception):
    """Base of the package's errors."""

    code = "identify_error"
    hint = ""
    exit_status = 3
