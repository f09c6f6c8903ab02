"""The card of a meeting or of an entry."""
