"""Finding tips among many: what one looks for, and a page of what there is."""
