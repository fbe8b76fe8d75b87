"""What a tip was before, who changed it and when."""
