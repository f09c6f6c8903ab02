"""The encrypted journal: one database file, its keys, its backups, and the thread that owns it."""
