"""The fifth version of the tables: which marks of an entry were there when it was last opened again."""

VERSION_5 = (
    # Marks up to this id stay where they are; a later one at the same address stands beside them. An id and
    # not a moment, since a clock can be put back.
    "ALTER TABLE entry ADD COLUMN settled INTEGER NOT NULL DEFAULT 0",
)
