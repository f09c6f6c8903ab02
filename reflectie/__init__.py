"""Een reflectiecoach in de terminal voor wie werkt in en om de jeugdzorg."""
