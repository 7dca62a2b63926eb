"""Writing the notes over all articles: what is Quoth's is renewed, and all else stays byte for byte."""

from __future__ import annotations

from pathlib import Path

from readers.config import default_library
from readers.errors import SaveError
from readers.save import drafts
from readers.save.renewing import blocks
from readers.save.written import copy_of, is_known, remember


def keep(path: Path, content: str, kind: str, *, is_new: bool = True) -> Path | None:
    """Write a note, or renew what is Quoth's in it.

    A note of the reader's own gets Quoth's blocks at its end, once; blocks that were taken out stay out. One that was
    changed by hand is copied first.

    Args:
        path: of the note.
        content: what Quoth would write.
        kind: the name of the block that is renewed.
        is_new: whether it is made if it is not there.

    Returns:
        The copy; ``None`` if none was needed.

    Raises:
        SaveError: it cannot be read or written.
    """
    if kind not in {one.name for one in blocks.blocks(content)}:
        told = f'{{% renewed "{kind}" %}} … {{% endrenewed %}}'
        raise SaveError(
            f"The template {kind} has no {told}, so that nothing in it could be kept up to date. Put it in."
        )
    records = default_library().parent / "written"
    try:
        if not path.exists():
            if is_new:
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts.replace(path, content.encode())
                remember(path, content.encode(), records)
            return None
        now = path.read_bytes()
        text = now.decode()
        there = list(blocks.blocks(text))
        if there:
            fresh, changed = blocks.renewed(text, content)
        elif is_known(path, records):
            return None
        else:
            fresh, changed = _with_blocks(text, content), False
        if fresh == text:
            return None
        copy = copy_of(path, now) if changed else None
        drafts.replace(path, fresh.encode())
        remember(path, fresh.encode(), records)
    except UnicodeDecodeError as error:
        raise SaveError(f"The note {path} is no UTF-8, and was left as it is. Save it as UTF-8.") from error
    except OSError as error:
        raise SaveError(f"The note {path} cannot be kept up to date: {error.strerror or error}.") from error
    return copy


def _with_blocks(text: str, content: str) -> str:
    """A note of the reader's own with Quoth's blocks at its end."""
    ending = "\r\n" if "\r\n" in text else "\n"
    ours = "\n\n".join(one.whole for one in blocks.blocks(content)) + "\n"
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return text + (gap + ours).replace("\n", ending)
