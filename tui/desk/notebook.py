"""Articles as Markdown: by templates of the reader's own, with an index and notes on people kept up to date."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

from tui.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from readers.model import Article
    from readers.save.notebook.linking import Links
    from readers.save.notebook.planning import Wanted


class Notebook(Base):
    """What is asked about the folder of saved articles as a notebook."""

    async def as_markdown(self, article: Article, folder: Path | None = None) -> bytes:
        """The article as Markdown, by the reader's own template if there is one.

        Args:
            article: annotated or not.
            folder: where it goes to; as configured, if ``None``.

        Raises:
            SaveError: something is wrong with the template.
        """
        from readers.save.formats import written  # noqa: PLC0415  (only when something is saved)
        from readers.save.identity import identity  # noqa: PLC0415  (the same)
        from readers.save.templates import own, variables  # noqa: PLC0415  (the same)

        leading = await asyncio.to_thread(self._leading, article, folder or self.config.saved)
        templates = await asyncio.to_thread(own.given, self.config.markdown.templates)
        if not templates:
            return await asyncio.to_thread(written, article, "markdown", leading)
        shown = await asyncio.to_thread(variables.of_article, article, leading)
        return (await self._filled(templates, "article", msgspec.to_builtins(shown), identity(article))).encode()

    def _leading(self, article: Article, folder: Path) -> Links:
        from readers.save.notebook import facts, linking, planning  # noqa: PLC0415  (only when something is saved)

        settings = self.config.markdown
        if settings.people == "none" or article.annotations is None:
            return linking.links(settings, folder)
        names = [entity.name for entity in article.annotations.entities if entity.kind == "PERSON"]
        return planning.leading_to(facts.facts(self.config.saved)[1], names, settings, folder)

    async def keep_notebook(self) -> Sequence[tuple[Path, Path]]:
        """Bring the index and the notes on people up to date, as far as they are wanted.

        Returns:
            Those that were changed by hand, each with the copy of it as it was.

        Raises:
            SaveError: one could not be written, or something is wrong with a template.
        """
        async with self._keeping:
            self._is_behind = False
            return await self._keep_notebook()

    async def finish_saving(self) -> Sequence[tuple[Path, Path]]:
        """Bring the notebook up to date after many savings, if any of them has left that to do; gives what it gives."""
        return await self.keep_notebook() if self._is_behind else ()

    async def _keep_notebook(self) -> Sequence[tuple[Path, Path]]:
        from readers.save.notebook import keeping  # noqa: PLC0415  (only when something is saved)
        from readers.save.templates import own  # noqa: PLC0415  (the same)

        settings = self.config.markdown
        if settings.people == "none" and not settings.index:
            return ()
        copies = []
        given = {name: await asyncio.to_thread(own.given, settings.templates, (name,)) for name in ("person", "index")}
        for wanted in await asyncio.to_thread(self._planned):
            values = msgspec.to_builtins(wanted.values)
            done = (msgspec.json.encode(values), given[wanted.template])
            if self._kept.get(wanted.path) == done and wanted.path.exists():
                continue
            text = await self._filled(given[wanted.template], wanted.template, values, wanted.identity)
            copy = await asyncio.to_thread(keeping.keep, wanted.path, text, wanted.template, is_new=wanted.is_new)
            copies += [(wanted.path, copy)] if copy else []
            self._kept[wanted.path] = done
        return copies

    def _planned(self) -> Sequence[Wanted]:
        from readers.save.notebook import facts, planning  # noqa: PLC0415  (only when something is saved)

        return planning.plan(self.config.saved, *facts.facts(self.config.saved), self.config.markdown)

    async def _filled(self, templates: dict[str, str], name: str, values: dict[str, Any], whose: str) -> str:
        """What a template makes of some values: the reader's own in a process apart, for nobody knows what is in it."""
        from readers.save.templates import own  # noqa: PLC0415  (only when something is saved)

        if not templates:
            from readers.save.templates import filling  # noqa: PLC0415  (Jinja: the same)

            usual = await asyncio.to_thread(own.defaults)
            return await asyncio.to_thread(filling.fill, usual, own.first(usual, name), values, whose)
        return await self._templates.call(
            "fill_template", templates=templates, template=own.first(templates, name), values=values, whose=whose
        )
