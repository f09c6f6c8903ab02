"""Python starts this by itself: in it, and in every program that a test starts, no internet socket opens."""

import socket
import sys

if sys.platform != "win32":  # there the event loop talks to itself through one

    def _refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
            raise PermissionError("nothing here may open an internet socket")

    sys.addaudithook(_refuse)
