"""Files that are sent go to the disk as they come, never whole to memory, and stop at a limit.

Guarantees that a file over the limit costs no more disk than the limit, that it is named to the
view, and that who is not signed in sends nothing to the disk.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

REFUSED = "terreau.uploads_refused"


class LimitedUpload(TemporaryFileUploadHandler):
    """Keeps each file in a temporary one, up to `IMPORT_FILE_BYTES` and `IMPORT_TOTAL_BYTES`."""

    _received = 0  # bytes of the whole request
    _size = 0  # bytes of this file

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (Django's arguments)
        """Begin a file; without a session, leave it out."""
        if self.request is None or settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            raise SkipFile
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write one part of a file, or leave the file out where it is too big."""
        self._size += len(raw_data)
        self._received += len(raw_data)
        too_much = self._received > settings.IMPORT_TOTAL_BYTES
        if self._size > settings.IMPORT_FILE_BYTES or too_much:
            if self.request is not None:
                self.request.META.setdefault(REFUSED, []).append(self.file_name)
            raise SkipFile
        super().receive_data_chunk(raw_data, start)
        return None


def refused_files(meta: dict[str, Any]) -> list[str]:
    """The names of the files of a request that were too big."""
    return [str(name) for name in meta.get(REFUSED, [])]
