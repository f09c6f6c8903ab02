"""Read files that were made elsewhere, or written by an export, as domain values."""
