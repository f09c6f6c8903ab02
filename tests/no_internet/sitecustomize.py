"""Python imports this at startup. It blocks internet sockets in the tests and in the programs they start."""

import socket
import sys

if sys.platform != "win32":  # the event loop of Windows uses one internally

    def _refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
            raise PermissionError("a test may not open an internet socket")

    sys.addaudithook(_refuse)
