"""Microsoft Teams: the one package that knows botbuilder."""
