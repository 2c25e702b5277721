"""What only a database server can show: each test has a real one (`tests/helpers/postgres.py`)."""
