"""The database schema as a list of migrations; a released migration never changes."""

from reflectie.domain.errors import NewerFormat
from reflectie.journal.database import Connection, write_transaction

_ADDRESS_COLUMNS = "step TEXT NOT NULL, item TEXT NOT NULL, turn INTEGER NOT NULL, part TEXT NOT NULL"

# Version 1: entries, answers, placements, revisions and drafts.
_VERSION_1 = (
    """CREATE TABLE entry (
        id TEXT PRIMARY KEY,
        exercise TEXT NOT NULL,
        title TEXT NOT NULL,
        day TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        closed_at TEXT,
        changed_at TEXT NOT NULL,
        position TEXT
    ) STRICT""",
    "CREATE INDEX entry_by_day ON entry (day, begun_at, id)",
    "CREATE INDEX entry_open ON entry (day, begun_at, id) WHERE closed_at IS NULL",
    # `question` identifies a question across entries and `day` is that of the entry, so that "when was this
    # last shown" is one step in an index, however many entries there are.
    """CREATE TABLE shown (
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        step TEXT NOT NULL,
        item TEXT NOT NULL,
        reason TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        question TEXT NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (entry, step, item)
    ) STRICT""",
    "CREATE INDEX shown_by_question ON shown (question, day)",
    # An answer without a state only carries a placement; it has no content yet.
    f"""CREATE TABLE answer (
        id INTEGER PRIMARY KEY,
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        {_ADDRESS_COLUMNS},
        ordinal INTEGER NOT NULL DEFAULT 0,
        question TEXT NOT NULL DEFAULT '',
        text TEXT NOT NULL DEFAULT '',
        value TEXT NOT NULL DEFAULT '',
        state TEXT,
        share INTEGER NOT NULL DEFAULT 0,
        version INTEGER NOT NULL DEFAULT 1,
        knows TEXT,
        dimension TEXT,
        yields TEXT,
        written_at TEXT NOT NULL,
        UNIQUE (entry, step, item, turn, part)
    ) STRICT""",
    "CREATE INDEX answer_in_order ON answer (entry, id)",
    """CREATE TABLE revision (
        id INTEGER PRIMARY KEY,
        answer INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
        text TEXT NOT NULL,
        value TEXT NOT NULL,
        state TEXT,
        written_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX revision_of_answer ON revision (answer)",
    """CREATE TABLE placement (
        id INTEGER PRIMARY KEY,
        answer INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        field TEXT NOT NULL,
        pole_left TEXT NOT NULL,
        pole_right TEXT NOT NULL,
        whose TEXT NOT NULL,
        aspect TEXT NOT NULL,
        value INTEGER,
        day TEXT NOT NULL,
        written_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX placement_of_answer ON placement (answer)",
    "CREATE INDEX placement_of_entry ON placement (entry)",
    "CREATE INDEX placement_by_day ON placement (day, written_at, id)",
    "CREATE INDEX placement_by_field ON placement (field, day, written_at, id)",
    "CREATE INDEX placement_by_line ON placement (whose, field, aspect, day, written_at, id)",
    f"""CREATE TABLE draft (
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        {_ADDRESS_COLUMNS},
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        cursor INTEGER NOT NULL,
        written_at TEXT NOT NULL,
        PRIMARY KEY (entry, step, item, turn, part)
    ) STRICT""",
)

# Version 2: the bin, retention dates, revisions per address, several drafts per address, the search index.
_VERSION_2 = (
    "ALTER TABLE entry ADD COLUMN deleted_at TEXT",
    "ALTER TABLE entry ADD COLUMN keep_until TEXT",
    "CREATE INDEX entry_in_bin ON entry (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX entry_to_keep ON entry (keep_until) WHERE keep_until IS NOT NULL",
    # A revision belongs to an address, so that it stays when its answer is deleted.
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
    # Each window had its own draft. Now there is one draft per address, and ``window`` is empty.
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
    # What can be found: each answer with text, and the title of each entry (answer is NULL). The id is the
    # day of the entry times a million plus a counter, so that the index itself returns the newest first.
    # No cascade on answer: deleting an answer without its row here is refused.
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

# Version 3: situations.
_VERSION_3 = (
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

# Version 4: meetings and series.
_VERSION_4 = (
    """CREATE TABLE series (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        uid TEXT NOT NULL
    ) STRICT""",
    # Day and time are on the clock of the place of the meeting.
    """CREATE TABLE meeting (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        day TEXT,
        time TEXT,
        series TEXT REFERENCES series ON DELETE SET NULL,
        uid TEXT NOT NULL,
        looks_back INTEGER NOT NULL,
        made_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX meeting_by_day ON meeting (day)",
    "CREATE INDEX meeting_of_series ON meeting (series) WHERE series IS NOT NULL",
    "ALTER TABLE entry ADD COLUMN meeting TEXT REFERENCES meeting ON DELETE SET NULL",
    "CREATE INDEX entry_of_meeting ON entry (meeting, day, begun_at, id) WHERE meeting IS NOT NULL",
    # The title of an entry is indexed with the names of its situation and meeting.
    "DROP VIEW words",
    """CREATE VIEW words (id, text) AS SELECT f.id, coalesce(a.text, e.title
        || coalesce(' · ' || (SELECT name FROM situation WHERE id = e.situation), '')
        || coalesce(' · ' || (SELECT name FROM meeting WHERE id = e.meeting), ''))
        FROM findable f JOIN entry e ON e.id = f.entry LEFT JOIN answer a ON a.id = f.answer""",
    "INSERT INTO search (search) VALUES ('rebuild')",
)

# Version 5: placements that stay when a closed entry is reopened.
_VERSION_5 = (
    # Placements up to this id stay; a later one at the same address is added beside them. An id instead of a
    # time, because a clock can be set back.
    "ALTER TABLE entry ADD COLUMN settled INTEGER NOT NULL DEFAULT 0",
)

# Version 6: words with invisible characters and ligatures, as pasted from a page or a PDF, are found.
_FOLDED_IN_VERSION_6 = (
    *((code, "") for code in (0xAD, 0x34F, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060)),
    *((0x132, "IJ"), (0x133, "ij"), (0xFB00, "ff"), (0xFB01, "fi"), (0xFB02, "fl"), (0xFB03, "ffi")),
    *((0xFB04, "ffl"), (0xFB05, "st"), (0xFB06, "st")),
)


def _folded(expression: str) -> str:
    for code, replacement in _FOLDED_IN_VERSION_6:
        expression = f"replace({expression}, char({code}), '{replacement}')"
    return expression


_VERSION_6 = (
    "DROP VIEW words",
    "CREATE VIEW words (id, text) AS SELECT f.id, "  # noqa: S608 - only the constants above
    + _folded(
        """coalesce(a.text, e.title
        || coalesce(' · ' || (SELECT name FROM situation WHERE id = e.situation), '')
        || coalesce(' · ' || (SELECT name FROM meeting WHERE id = e.meeting), ''))"""
    )
    + " FROM findable f JOIN entry e ON e.id = f.entry LEFT JOIN answer a ON a.id = f.answer",
    "INSERT INTO search (search) VALUES ('rebuild')",
)

# Version 7: which version of an invitation a meeting was last taken from.
_VERSION_7 = (
    # SEQUENCE and DTSTAMP of the invitation; 0 and empty when they are unknown.
    "ALTER TABLE meeting ADD COLUMN invitation_sequence INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE meeting ADD COLUMN invitation_stamp TEXT NOT NULL DEFAULT ''",
)

# Version 8: parts of words, tags, and what the logbook can be filtered by.
_VERSION_8 = (
    # With an index of the first three and four letters, for queries that are the beginning of a word.
    "DROP TABLE search",
    """CREATE VIRTUAL TABLE search USING fts5(text, content = 'words', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 2", prefix = '3 4')""",
    "INSERT INTO search (search) VALUES ('rebuild')",
    # The different words of the index, with an index of their trigrams, to find a part of a compound.
    "CREATE VIRTUAL TABLE search_term USING fts5vocab(search, row)",
    "CREATE TABLE search_word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    """CREATE VIRTUAL TABLE search_part USING fts5(text, content = 'search_word', content_rowid = 'id',
        tokenize = 'trigram')""",
    """CREATE TRIGGER search_word_added AFTER INSERT ON search_word
        BEGIN INSERT INTO search_part (rowid, text) VALUES (new.id, new.text); END""",
    "INSERT INTO search_word (text) SELECT term FROM search_term WHERE length(term) BETWEEN 5 AND 60",
    # Words that the user put on an entry: verbs of the source, and own words.
    """CREATE TABLE tag (
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (entry, name)
    ) STRICT""",
    # What the entries outside the bin can be filtered by, with their order in the logbook.
    """CREATE TABLE search_facet (
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        day TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        entry TEXT NOT NULL REFERENCES entry ON DELETE CASCADE,
        PRIMARY KEY (kind, value, day, begun_at, entry)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX search_facet_of_entry ON search_facet (entry, kind, value)",
    """INSERT INTO search_facet SELECT 'exercise', exercise, day, begun_at, id FROM entry
        WHERE deleted_at IS NULL UNION SELECT 'field', p.field, e.day, e.begun_at, e.id
        FROM placement p JOIN entry e ON e.id = p.entry WHERE p.whose = 'self' AND e.deleted_at IS NULL
        UNION SELECT 'shared', '', e.day, e.begun_at, e.id FROM answer a JOIN entry e ON e.id = a.entry
        WHERE a.share = 1 AND e.deleted_at IS NULL""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _VERSION_1,
    _VERSION_2,
    _VERSION_3,
    _VERSION_4,
    _VERSION_5,
    _VERSION_6,
    _VERSION_7,
    _VERSION_8,
)


def schema_version(connection: Connection) -> int:
    """Return the number of migrations applied; 0 for an empty database."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: Connection, path_label: object = "") -> None:
    """Bring a database to the newest version, in one transaction.

    Raises:
        NewerFormat: a later version of the program has migrated it.
    """
    if schema_version(connection) == len(MIGRATIONS):
        return
    with write_transaction(connection, path_label):
        version = schema_version(connection)  # again: another program may have been first
        if version > len(MIGRATIONS):
            raise NewerFormat(path_label)
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
