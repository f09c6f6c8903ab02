"""From YAML to exercises: the words of the program, checked to the line before anything is shown.

A pack that holds a mistake is refused as a whole, with every mistake at its file, line and column.
"""
