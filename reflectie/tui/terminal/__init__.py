"""Every patch of Textual 8.2.8, every use of its private names, and the guards around the terminal."""
