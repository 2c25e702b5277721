"""Connects Alembic to the database: with the connection that `storage.migrate` passes on.

On the command line (`alembic -c migrations/alembic.ini revision --autogenerate`) it opens the
database named by `-x url=...` instead.
"""

from alembic import context
from sqlalchemy import create_engine

from classroom_app.storage.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    url = context.get_x_argument(as_dictionary=True)["url"]
    connection = create_engine(url).connect()

context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
