"""Every patch of Textual 8.2.8 and of the terminal."""
