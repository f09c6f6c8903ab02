"""The fourth version of the tables: meetings and their series, and names that search finds."""

VERSION_4 = (
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
