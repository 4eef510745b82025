"""The schema and its changes, for Alembic. `rasid migrate` runs them."""
