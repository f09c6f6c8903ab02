"""Checks of content that the types of the domain cannot express."""
