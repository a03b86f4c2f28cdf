"""What Alembic runs: the migrations inside the transaction that `geo.editions.database` has begun."""

from __future__ import annotations

from alembic import context

from geo.editions.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
