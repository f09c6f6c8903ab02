"""Choose what goes into a file, check it for traces of people, look at it, and write it."""
