"""The commands: each module has HELP, DESCRIPTION, ``add_options`` and ``run``."""
