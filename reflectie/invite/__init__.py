"""From an .ics file to the meetings in it, as Outlook, Google and Apple write them. Nothing is kept here.

A file is made by another program, or by someone who means ill: it is read with limits on everything, and is
either read rightly or refused as a whole, in words.
"""
