"""Situations (Situaties): list, page, views and dialogs."""
