"""Widgets used by screens and steps."""
