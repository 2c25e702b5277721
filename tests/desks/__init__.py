"""Eight desks with their windows, which lead eight classes on one PostgreSQL (`make desks`)."""
