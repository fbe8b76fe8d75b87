"""How one signs in to the desk: by the organisation's own identity provider (OpenID Connect)."""
