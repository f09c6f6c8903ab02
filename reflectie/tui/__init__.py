"""The full screen. Only this package knows Textual."""
