"""Home (Thuis), and choosing an exercise (Kiezen)."""
