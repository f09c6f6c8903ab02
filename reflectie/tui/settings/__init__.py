"""Settings (Instellingen)."""
