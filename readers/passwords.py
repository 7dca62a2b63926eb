"""Passwords in the system's keyring: what the library then holds is that they are there.

The package ``keyring`` is an extra. It asks what the system has: the Secret Service of a Linux desktop, macOS's
Keychain, Windows' Credential Locker, or whatever its own configuration names. It may ask the user to unlock it, so
nothing here is called on an event loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from readers.clean import without_password
from readers.errors import SecretError

if TYPE_CHECKING:
    from types import ModuleType

KEYRING = "keyring"
"""What stands in the library, in place of ``name:password``, for a login that is in the keyring."""

_SERVICE = "quoth"
_ADVICE = "`quoth password --in-library FEED` keeps the password in the library instead."


def backend(advice: str = _ADVICE) -> str:
    """What the keyring is kept by, in the words of its package.

    Args:
        advice: what to do where there is none, in words.

    Raises:
        SecretError: the package is missing, or the system has no keyring.
    """
    found = _package(advice).get_keyring()
    from keyring.backends.fail import Keyring as Nobody  # noqa: PLC0415  (the package is there)

    if isinstance(found, Nobody):
        raise SecretError(f"This system has no keyring that can be used here. {advice}")
    return str(found.name)


def login_for(address: str, advice: str = _ADVICE, *, missing: str = "") -> str:
    """The login, ``name:password``, of a feed.

    Args:
        address: the feed's.
        advice: what else to do, in words.
        missing: what to say if it is not there; empty for what is said of feeds.

    Raises:
        SecretError: it is not there, or the keyring is missing, locked or out of reach.
    """
    shown, package = without_password(address), _package(advice)
    try:
        found = package.get_password(_SERVICE, shown)
    except package.errors.KeyringError as error:
        raise _refused(error, shown, advice) from error
    if not found:
        raise SecretError(
            missing or f"The keyring has no password for {shown}. `quoth password {shown}` puts one there."
        )
    return str(found)


def keep(address: str, login: str, advice: str = _ADVICE) -> None:
    """Put the login of a feed into the keyring, in place of an earlier one.

    Raises:
        SecretError: the keyring is missing, locked or out of reach.
    """
    shown, package = without_password(address), _package(advice)
    backend(advice)
    try:
        package.set_password(_SERVICE, shown, login)
    except package.errors.KeyringError as error:
        raise _refused(error, shown, advice) from error


def forget(address: str, advice: str = _ADVICE) -> None:
    """Take the login of a feed out of the keyring, if it is there.

    Raises:
        SecretError: the keyring is missing, locked or out of reach.
    """
    shown, package = without_password(address), _package(advice)
    try:
        if package.get_password(_SERVICE, shown) is not None:
            package.delete_password(_SERVICE, shown)
    except package.errors.KeyringError as error:
        raise _refused(error, shown, advice) from error


def in_address(address: str, login: str) -> str:
    """An address with the login in it, as an export has it that is to hold passwords.

    Args:
        address: the feed's.
        login: ``name:password``, `KEYRING` for what is there, or empty for none beside that of the address.

    Raises:
        SecretError: the keyring does not give it.
    """
    if not login:
        return address
    name, _, password = (login_for(address) if login == KEYRING else login).partition(":")
    scheme, sign, rest = without_password(address).partition("://")
    return f"{scheme}{sign}{quote(name, safe='')}:{quote(password, safe='')}@{rest}"


def _package(advice: str) -> ModuleType:
    try:
        import keyring  # noqa: PLC0415  (an extra, and slow)
        import keyring.errors  # noqa: PLC0415
    except ImportError as error:
        raise SecretError(
            "Passwords in the system's keyring need the package keyring: install Quoth with the extra `keyring`, as in "
            f"`pip install 'quoth[keyring]'`. {advice}"
        ) from error
    return keyring


def _refused(error: Exception, shown: str, advice: str) -> SecretError:
    what = str(error) or type(error).__name__
    return SecretError(f"The keyring does not give or take the password for {shown}: {what}. Unlock it, or: {advice}")
