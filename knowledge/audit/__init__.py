"""Who changed what, kept so that a change of the record itself would show."""
