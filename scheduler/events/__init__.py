"""Events: what happens, who comes, and who gets the seat that becomes free."""
