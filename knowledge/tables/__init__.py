"""Tables from strangers: CSV and Excel, read within limits and written without formulas."""
