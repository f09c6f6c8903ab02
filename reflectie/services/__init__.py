"""The use cases of the program, without a screen."""
