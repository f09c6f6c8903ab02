"""Read the meetings in an .ics file as Outlook, Google and Apple write them.

A file may be hostile: everything has a limit, and a file is read correctly or refused as a whole. Nothing is
stored here.
"""
