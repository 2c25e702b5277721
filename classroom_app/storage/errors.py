"""What can be wrong with a database before a class begins.

DatabaseError
├── NewerDatabaseError      made by a newer version of this program; left untouched
├── DatabaseInUseError      another running program has it
└── UnusableDatabaseError   it cannot be opened, or a migration failed
"""


class DatabaseError(Exception):
    """Base: `str()` names the fault and the way out."""


class NewerDatabaseError(DatabaseError):
    """Made by a newer version."""

    def __init__(self, database: str, revision: str) -> None:
        super().__init__(database, revision)
        self.database, self.revision = database, revision

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return (
            f"The database {self.database} was made by a newer version of this program "
            f"(revision {self.revision}). Nothing was changed: install the newer version."
        )


class DatabaseInUseError(DatabaseError):
    """Another running program has it."""

    def __init__(self, folder: str, owner: str = "") -> None:
        super().__init__(folder, owner)
        self.folder, self.owner = folder, owner

    def __str__(self) -> str:
        """Name the fault and the way out."""
        owner = f" (process {self.owner})" if self.owner else ""
        return (
            f"The data folder {self.folder} is in use by another running classroom_app{owner}: "
            "close that one, or choose another folder with --data-dir."
        )


class UnusableDatabaseError(DatabaseError):
    """It cannot be opened or brought up to date."""

    def __init__(
        self,
        database: str,
        cause: str,
        way_out: str = (
            "Check that the folder can be written and has free space, or choose another with "
            "--data-dir"
        ),
    ) -> None:
        super().__init__(database, cause, way_out)
        self.database, self.cause, self.way_out = database, cause, way_out

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return f"The database {self.database} cannot be used: {self.cause}. {self.way_out}."
