#!/usr/bin/env python3
"""Open a journal of reflectie without reflectie, and write everything in it as JSON.

    pip install sqlcipher3 cryptography
    python open_logboek.py MAP UIT.json

MAP holds ``logboek.db`` and ``sleutels.json``, or is a copy of that folder. The password is asked; the twelve
words of the recovery code, in full, do as well. Nothing in MAP is changed. See formaat.md for the format.
"""

import base64
import getpass
import json
import os
import sys
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlcipher3 import dbapi2

TABLES = ("entry", "shown", "answer", "revision", "placement", "draft", "situation", "series", "meeting")


def data_key(key_file: Path, secret: str) -> bytes:
    """Return the key of the database, from the slot that the password or the recovery code opens."""
    normal = unicodedata.normalize("NFC", secret)
    words = " ".join(normal.lower().split())
    for slot in json.loads(key_file.read_text("utf-8"))["body"]["slots"]:
        cost = slot["kdf"]
        salt, nonce, wrapped = (base64.b64decode(slot[name]) for name in ("salt", "nonce", "wrapped"))
        associated = json.dumps([slot["kind"], cost], separators=(",", ":")).encode()
        for candidate in {normal, words}:
            kdf = Argon2id(
                salt=salt,
                length=32,
                iterations=cost["iterations"],
                lanes=cost["lanes"],
                memory_cost=cost["memory_kib"],
            )
            try:
                return ChaCha20Poly1305(kdf.derive(candidate.encode())).decrypt(nonce, wrapped, associated)
            except InvalidTag:
                continue
    sys.exit("Dit wachtwoord of deze herstelcode past niet op dit logboek.")


def read_tables(database: Path, key: bytes) -> dict[str, Any]:
    """Return the version of the database, and every table as a list of rows."""
    connection = dbapi2.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.row_factory = dbapi2.Row
        present = {
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        tables = {}
        for name in sorted(present.intersection(TABLES)):
            rows = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name from the list above
            tables[name] = [dict(zip(row.keys(), row, strict=True)) for row in rows]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    return {"format": "reflectie-tabellen", "version": version, "tables": tables}


def main() -> None:
    """Read the journal in the first argument, and write it to the second, a file that does not exist yet."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, output = map(Path, sys.argv[1:])
    prompt = "Wachtwoord, of de twaalf woorden van je herstelcode: "
    secret = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    contents = read_tables(folder / "logboek.db", data_key(folder / "sleutels.json", secret))
    descriptor = os.open(output, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(contents, file, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main()
