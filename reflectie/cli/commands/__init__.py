"""The commands: each a module with HELP, DESCRIPTION, ``add_options`` and ``run``."""
