"""The logbook: list of entries, reader, revisions and bin."""
