"""Checks that need more than types."""
