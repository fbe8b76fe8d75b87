"""Questions without a tip, without who asked them."""
