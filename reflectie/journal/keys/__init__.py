"""The keys of a journal: the key file, its slots, and the secrets that open them."""
