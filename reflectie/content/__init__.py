"""Load content packs: from YAML files to checked exercises."""
