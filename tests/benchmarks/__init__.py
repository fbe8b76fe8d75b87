"""Speed and quality, measured and printed; run by `make bench`."""
