"""The coordinators' web desk: pages made on the server, for those who keep the library."""
