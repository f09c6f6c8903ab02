"""Values and pure rules: what an exercise is, how it is walked, what a person made of it.

Nothing here reads the disk or the environment, nothing but a new id reads the clock, and nothing knows a
screen.
"""
