"""The outbox: letters wait here until a courier has brought them."""
