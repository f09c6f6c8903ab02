"""Help, made from the key bindings."""
