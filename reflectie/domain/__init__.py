"""Values and pure rules: what an exercise is, how it is walked, what a person made of it.

Nothing here reads the clock, the disk or the environment, and nothing here knows a screen.
"""
