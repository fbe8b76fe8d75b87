"""Ways to ask that helped or misled, shown to a coordinator by permission, without who asked."""
