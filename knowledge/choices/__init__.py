"""What coordinators have decided on the desk about how the service works."""
