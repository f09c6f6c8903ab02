"""Everything around the password: first start, unlock, recovery code, privacy cover."""
