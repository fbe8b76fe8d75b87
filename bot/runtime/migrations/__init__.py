"""Changes of the database's shape, one module a step, run at every start."""
