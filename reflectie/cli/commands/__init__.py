"""The commands. ``COMMANDS`` in ``reflectie.cli.parser`` names the module of each."""
