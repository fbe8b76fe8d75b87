"""Third parties' own clients, driven by hand or by `make clients`; never part of `make test`."""
