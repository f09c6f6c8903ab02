"""Meetings (Overleg): list, page, card, series and import."""
