"""Encryption of backups by age or GnuPG, as a stream: the plain backup is never on the disk."""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from meetings.services.backup import BackupError

GZIP_MARK = b"\x1f\x8b"
AGE_MARKS = (b"age-encryption.org/", b"-----BEGIN AGE")
PGP_MARK = b"-----BEGIN PGP"
_AGE_RECIPIENTS = ("age1", "ssh-")
_KILLED = -9  # the exit code of a program that was killed


def find_ending(recipient: str) -> str:
    """Return the ending of the name of a backup that is encrypted to `recipient`; empty without one."""
    if not recipient:
        return ""
    return ".age" if recipient.startswith(_AGE_RECIPIENTS) else ".gpg"


@contextlib.contextmanager
def encrypted(file: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """Yield where to write what `file` gets encrypted to `recipient`, a public key of age or a key of GnuPG.

    Raises:
        BackupError: The program is missing, or it refused the recipient.
    """
    if not recipient:
        yield file
        return
    if recipient.startswith(_AGE_RECIPIENTS):
        command = ["age", "--encrypt", "--recipient", recipient]
    else:
        # The operator named the key, so GnuPG need not know who certified it; the tar is compressed already.
        command = ["gpg", "--batch", "--quiet", "--trust-model", "always", "--compress-algo", "none"]
        command += ["--encrypt", "--recipient", recipient]
    with _running(command, stdin=subprocess.PIPE, stdout=file) as process:
        assert process.stdin is not None
        with process.stdin as stream:
            try:
                yield stream
            except BrokenPipeError:  # the program ended before, and says why
                raise
            except BaseException:
                process.kill()
                raise


@contextlib.contextmanager
def decrypted(file: IO[bytes], identity: Path | None) -> Iterator[IO[bytes]]:
    """Yield the plain content of a backup; `identity` is the file with the private key for age.

    `file` has no buffer, so that a program which decrypts reads it from its beginning.

    Raises:
        BackupError: The file is not a backup, or it cannot be decrypted.
    """
    start = file.read(32)
    file.seek(0)
    if start.startswith(GZIP_MARK):
        yield file
        return
    if start.startswith(AGE_MARKS):
        if identity is None:
            raise BackupError("The backup is encrypted by age. Give the file with the private key: --identity KEY.txt")
        command = ["age", "--decrypt", "--identity", str(identity)]
    elif start.startswith(PGP_MARK) or start[:1] >= b"\x80":
        command = ["gpg", "--batch", "--quiet", "--decrypt"]
    else:
        raise BackupError("The file is not a backup of Mahdar, or its beginning is damaged.")
    with _running(command, stdin=file, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        with process.stdout as stream:
            try:
                yield stream
            except BaseException:
                if stream.read(1):  # more would follow, so the failure is not the program's
                    process.kill()
                raise


@contextlib.contextmanager
def _running(command: list[str], **streams: IO[bytes] | int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program inside; raise BackupError with its message where it fails."""
    program = command[0]
    if shutil.which(program) is None:
        package = {"gpg": "gnupg"}.get(program, program)
        raise BackupError(f"The program {program} is not installed. Install it: apt-get install {package}")
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, stderr=messages, **streams)  # type: ignore[call-overload]
        failure: BaseException | None = None
        try:
            yield process
        except BaseException as error:
            failure = error
        code = process.wait()
        if code and not (failure and code == _KILLED):
            messages.seek(0)
            said = messages.read().decode("utf-8", "replace").strip().splitlines()
            raise BackupError(f"{program} failed: {said[0] if said else f'exit code {code}'}") from failure
        if failure:
            raise failure
