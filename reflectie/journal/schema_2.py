"""The second version of the tables: search, a bin, a keep-until day, and a past that outlives its answer."""

VERSION_2 = (
    "ALTER TABLE entry ADD COLUMN deleted_at TEXT",
    "ALTER TABLE entry ADD COLUMN keep_until TEXT",
    "CREATE INDEX entry_in_bin ON entry (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX entry_to_keep ON entry (keep_until) WHERE keep_until IS NOT NULL",
    # A revision belongs to an address, so that it stays when its answer is taken away.
    """CREATE TABLE past (
        id INTEGER PRIMARY KEY,
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        step TEXT NOT NULL, item TEXT NOT NULL, turn INTEGER NOT NULL, part TEXT NOT NULL,
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        value TEXT NOT NULL,
        state TEXT,
        written_at TEXT NOT NULL,
        replaced_at TEXT NOT NULL,
        why TEXT NOT NULL
    ) STRICT""",
    """INSERT INTO past (id, entry, step, item, turn, part, question, text, value, state,
        written_at, replaced_at, why)
        SELECT r.id, a.entry, a.step, a.item, a.turn, a.part, a.question, r.text, r.value, r.state,
        r.written_at, a.written_at, 'changed' FROM revision r JOIN answer a ON a.id = r.answer""",
    "DROP TABLE revision",
    "ALTER TABLE past RENAME TO revision",
    "CREATE INDEX revision_at ON revision (entry, step, item, turn, part, id)",
    # Each window has working text of its own: of two in the same field neither writes over the other.
    """CREATE TABLE working (
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        step TEXT NOT NULL, item TEXT NOT NULL, turn INTEGER NOT NULL, part TEXT NOT NULL,
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        cursor INTEGER NOT NULL,
        written_at TEXT NOT NULL,
        window TEXT NOT NULL,
        PRIMARY KEY (entry, step, item, turn, part, window)
    ) STRICT""",
    """INSERT INTO working SELECT entry, step, item, turn, part, question, text, cursor, written_at, ''
        FROM draft ORDER BY rowid""",
    "DROP TABLE draft",
    "ALTER TABLE working RENAME TO draft",
    # What can be found: each answer with words, and the title of each entry (answer is NULL). The id is the
    # day of the entry times a million plus a counter, so that the newest come first straight from the index.
    # No cascade on answer: taking an answer away without its row here is refused.
    """CREATE TABLE findable (
        id INTEGER PRIMARY KEY,
        entry TEXT NOT NULL REFERENCES entry,
        answer INTEGER UNIQUE REFERENCES answer
    ) STRICT""",
    "CREATE INDEX findable_of_entry ON findable (entry)",
    """CREATE VIEW words (id, text) AS SELECT f.id, coalesce(a.text, e.title) FROM findable f
        JOIN entry e ON e.id = f.entry LEFT JOIN answer a ON a.id = f.answer""",
    """CREATE VIRTUAL TABLE search USING fts5(text, content = 'words', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 2")""",
    """INSERT INTO findable (id, entry, answer)
        SELECT CAST(julianday(day) - 1721424.5 AS INTEGER) * 1000000
        + row_number() OVER (PARTITION BY day ORDER BY begun_at, entry, answer NULLS FIRST), entry, answer
        FROM (SELECT id AS entry, NULL AS answer, day, begun_at FROM entry UNION ALL
        SELECT a.entry, a.id, e.day, e.begun_at FROM answer a JOIN entry e ON e.id = a.entry
        WHERE a.text <> '')""",
    "INSERT INTO search (search) VALUES ('rebuild')",
)
