"""Look back (Terugkijken): the page of a field."""
