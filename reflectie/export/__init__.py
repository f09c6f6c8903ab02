"""Write entries as documents that are readable without the program."""
