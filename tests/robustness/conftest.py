"""What the tests of the database start from, for those that bring bad files in."""

from tests.db.conftest import bring, owner

__all__ = ["bring", "owner"]
