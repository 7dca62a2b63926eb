"""``quoth password``: the login of a feed, in the system's keyring or in the library."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote

import click

from readers import passwords
from readers.clean import parts_of, without_password
from tui.verbs.feeds import find, library_of


@click.command()
@click.argument("feed")
@click.option("--name", help="The name to log in by; asked for if it is not known.")
@click.option("--move", is_flag=True, help="Ask for nothing: move the login there is, in the library or the address.")
@click.option("--in-library", is_flag=True, help="Keep it in the library, as it is, and not in the keyring.")
@click.option("--forget", is_flag=True, help="Take the login away, wherever it is.")
@click.pass_obj
def password(config: Path | None, *, feed: str, name: str | None, move: bool, in_library: bool, forget: bool) -> None:
    """Keep name and password for a FEED (its number, address or name) in the system's keyring.

    They are asked for on a terminal; in a pipe the password is the first line of standard input. The keyring needs the
    extra `keyring`. What is in it is in no copy of the library, and in an export only with --with-passwords.
    """
    if forget + move + (name is not None) > 1:
        raise click.UsageError("Give one of --name, --move and --forget.")
    with library_of(config) as library:
        chosen = find(library.subscriptions(), feed)
        shown = without_password(chosen.feed.url)
        address, was = chosen.feed.url, chosen.options.login
        login = "" if forget else _known(address, was) if move else _asked(address, name)
        if login and not in_library:
            passwords.keep(shown, login)
        elif was == passwords.KEYRING:
            passwords.forget(shown)
        library.keep_login(chosen.id, login if in_library else passwords.KEYRING if login else "")
    kept = "in the library" if in_library else f"in the keyring ({passwords.backend()})" if login else ""
    click.echo(f"quoth: the password for {shown} is {kept or 'kept nowhere any more'}.", err=True)


def _known(address: str, login: str) -> str:
    """The login that there is.

    Raises:
        SecretError: it is in the keyring, which does not give it.
        click.UsageError: there is none.
    """
    if login:
        return passwords.login_for(address) if login == passwords.KEYRING else login
    name, secret = _of_address(address)
    if not name and not secret:
        raise click.UsageError(f"{without_password(address)} has no login to be moved; without --move it is asked for.")
    return f"{name}:{secret}"


def _asked(address: str, name: str | None) -> str:
    known = _of_address(address)[0]
    if not sys.stdin.isatty():
        if not (name or known):
            raise click.UsageError("Give --name; standard input is the password alone.")
        return f"{name or known}:{sys.stdin.readline().rstrip(chr(10))}"
    name = name or click.prompt("Name", default=known or None, err=True)
    return f"{name}:{click.prompt('Password', hide_input=True, err=True)}"


def _of_address(address: str) -> tuple[str, str]:
    parts = parts_of(address)
    return unquote(parts.username or ""), unquote(parts.password or "")
