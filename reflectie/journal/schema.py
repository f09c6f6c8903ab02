"""The tables, as a row of migrations: one is never changed once released, a new one is added at the end."""

from reflectie.domain.errors import NewerFormat
from reflectie.journal.database import Connection, writing
from reflectie.journal.schema_2 import VERSION_2
from reflectie.journal.schema_3 import VERSION_3
from reflectie.journal.schema_4 import VERSION_4
from reflectie.journal.schema_5 import VERSION_5

_ADDRESS = "step TEXT NOT NULL, item TEXT NOT NULL, turn INTEGER NOT NULL, part TEXT NOT NULL"

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
        {_ADDRESS},
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
        {_ADDRESS},
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        cursor INTEGER NOT NULL,
        written_at TEXT NOT NULL,
        PRIMARY KEY (entry, step, item, turn, part)
    ) STRICT""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_VERSION_1, VERSION_2, VERSION_3, VERSION_4, VERSION_5)


def version(connection: Connection) -> int:
    """How many migrations a store has had; 0 is an empty one."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def migrate(connection: Connection, where: object = "") -> None:
    """Bring a store to the newest version, in one transaction.

    Raises:
        NewerFormat: a later version of the program has been here.
    """
    if version(connection) == len(MIGRATIONS):
        return
    with writing(connection, where):
        known = version(connection)  # again: another window may have been first
        if known > len(MIGRATIONS):
            raise NewerFormat(where)
        for statements in MIGRATIONS[known:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
