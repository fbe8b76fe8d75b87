"""A Slack of our own for tests: it keeps what was posted, and fails when told to."""
