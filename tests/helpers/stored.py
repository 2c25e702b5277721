"""Reads a database while the program is running."""

from pathlib import Path
from typing import Any

from tests.helpers.databases import rows_of

__all__ = ["one_of", "rows_of"]


def one_of(data_dir: Path, query: str, *values: Any) -> Any:
    """Return the only value of a query's only row."""
    ((value,),) = rows_of(data_dir, query, *values)
    return value
