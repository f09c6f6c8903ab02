"""Entry -> Document -> a form that is readable without the program. Nothing is left out or cut."""
