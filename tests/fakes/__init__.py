"""One fake a port, no test logic inside."""
