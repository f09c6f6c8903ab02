"""Backups of a journal: create, list, rotate, check, restore and erase them."""
