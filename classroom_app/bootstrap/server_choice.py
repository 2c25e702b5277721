"""Tries a server that is about to be chosen in Settings."""

from classroom_app.application.server_place import ServerPlace, ServerReport
from classroom_app.application.start_service import UnusableServerError
from classroom_app.bootstrap.faults import fault_of_database
from classroom_app.storage.database import make_engine
from classroom_app.storage.errors import DatabaseError
from classroom_app.system.passwords import PASSWORDS, Passwords


def try_server(place: ServerPlace, password: str | None) -> ServerReport:
    """Return what the server has; tries only `password`, if given. Blocks, for some seconds.

    Raises:
        UnusableServerError: classes could not be kept there.
    """
    passwords = PASSWORDS
    if password is not None:
        passwords = Passwords()
        passwords.tell(place.login, password)
    try:
        engine = make_engine(place.url, passwords)
        from classroom_app.storage.shared.trial import look_at  # SQLite does without

        try:
            return look_at(engine)
        finally:
            engine.dispose()
    except DatabaseError as error:
        raise UnusableServerError(fault_of_database(error)) from error
