"""The coordinators' web desk. Until it is built, its address answers 503 and says so."""
