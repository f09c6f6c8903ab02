"""The database schema as a list of migrations; a released migration never changes."""

from reflectie.domain.errors import NewerFormat
from reflectie.journal.database import Connection, write_transaction

_VERSION_2 = (
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

_VERSION_4 = (
    """CREATE TABLE series (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        uid TEXT NOT NULL
    ) STRICT""",
    # The day and the time are on the clock of the place where the meeting is.
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
    # The title of an entry is found together with the names of what it belongs to.
    "DROP VIEW words",
    """CREATE VIEW words (id, text) AS SELECT f.id, coalesce(a.text, e.title
        || coalesce(' · ' || (SELECT name FROM situation WHERE id = e.situation), '')
        || coalesce(' · ' || (SELECT name FROM meeting WHERE id = e.meeting), ''))
        FROM findable f JOIN entry e ON e.id = f.entry LEFT JOIN answer a ON a.id = f.answer""",
    "INSERT INTO search (search) VALUES ('rebuild')",
)

_VERSION_5 = (
    # Marks up to this id stay where they are; a later one at the same address stands beside them. An id and
    # not a moment, since a clock can be put back.
    "ALTER TABLE entry ADD COLUMN settled INTEGER NOT NULL DEFAULT 0",
)

_ADDRESS_COLUMNS = "step TEXT NOT NULL, item TEXT NOT NULL, turn INTEGER NOT NULL, part TEXT NOT NULL"

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
    # `question` is the name of a question across entries, `day` is that of the entry: kept here so that
    # "when was this last shown" is a step in an index, however many entries there are.
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
    # An answer without a state carries a mark only: nothing was said there yet.
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

MIGRATIONS: tuple[tuple[str, ...], ...] = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4, _VERSION_5)


def schema_version(connection: Connection) -> int:
    """How many migrations a store has had; 0 is an empty one."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def migrate(connection: Connection, where: object = "") -> None:
    """Bring a store to the newest version, in one transaction.

    Raises:
        NewerFormat: a later version of the program has been here.
    """
    if schema_version(connection) == len(MIGRATIONS):
        return
    with write_transaction(connection, where):
        known = schema_version(connection)  # again: another window may have been first
        if known > len(MIGRATIONS):
            raise NewerFormat(where)
        for statements in MIGRATIONS[known:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
