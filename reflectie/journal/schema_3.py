"""The third version of the tables: situations, and to which of them an entry belongs."""

VERSION_3 = (
    """CREATE TABLE situation (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        purpose TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        closed_at TEXT
    ) STRICT""",
    "ALTER TABLE entry ADD COLUMN situation TEXT REFERENCES situation ON DELETE SET NULL",
    "CREATE INDEX entry_of_situation ON entry (situation, day, begun_at, id) WHERE situation IS NOT NULL",
)
