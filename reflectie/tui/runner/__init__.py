"""Run an exercise, one stop at a time."""
