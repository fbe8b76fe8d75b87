"""What is counted while a process runs, and shown at /metrics: numbers, and nobody's words."""
