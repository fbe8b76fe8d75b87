"""The matching engine: entries in, verdict out. It knows no tip, no database and no person."""
