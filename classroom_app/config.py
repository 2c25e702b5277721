"""The configuration of a run, as one value."""

from dataclasses import dataclass
from pathlib import Path

from classroom_app.system.data_folder import DATABASE_FILE

DEFAULT_PORT = 8000


@dataclass(frozen=True, slots=True)
class Config:
    """What the command line and Settings ask for; see "The command line" in README.md.

    `passed_over` is the URL of a database that this run does without, since its server could not be
    used. `is_database_chosen` is set if that URL, or `database_url`, was chosen in Settings.
    `expects_data` is set if the data folder was chosen in an earlier run: if it is now missing or
    empty, its drive is not connected.
    """

    data_dir: Path
    host: str = "0.0.0.0"  # noqa: S104 - for phones on the network
    port: int = DEFAULT_PORT
    database_url: str | None = None
    lesson_file: Path | None = None
    code: str | None = None
    guests: bool = False
    roster: str | None = None
    language: str | None = None
    headless: bool = False
    demo: bool = False
    tls: bool = False
    log_dir: Path | None = None
    shown_lesson: Path | None = None
    expects_data: bool = False
    is_database_chosen: bool = False
    passed_over: str | None = None

    @property
    def logs(self) -> Path:
        """The folder for log files: `log_dir`, or one in the data folder."""
        return self.log_dir or self.data_dir / "logs"

    @property
    def is_bare(self) -> bool:
        """Whether only the window is asked for."""
        return not (self.headless or self.lesson_file or self.demo or self.is_database_given)

    @property
    def is_database_given(self) -> bool:
        """Whether the command line names a database."""
        named = self.database_url or self.passed_over
        return named is not None and not self.is_database_chosen

    @property
    def is_data_missing(self) -> bool:
        """Whether the data that is expected is not there. Blocks."""
        if not self.expects_data:
            return False
        where = self.data_dir if self.database_url is not None else self.data_dir / DATABASE_FILE
        try:
            return not where.exists()
        except OSError:  # no access: making the folder will report why
            return False

    @property
    def database(self) -> str | Path:
        """The URL of the database, or the path of the file in the data folder."""
        if self.database_url is not None:
            return self.database_url
        return self.data_dir / DATABASE_FILE
