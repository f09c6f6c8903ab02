"""Base screens, dialogs and notifications that several features share."""
