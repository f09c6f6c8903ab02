"""The encrypted store: one journal, its keys, and the thread that owns it."""
