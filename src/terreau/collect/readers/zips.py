"""What Python's reader of ZIP archives raises on one that is damaged, said once. Pure."""

from __future__ import annotations

import zipfile
import zlib

#: NotImplementedError is a way of compressing that it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
