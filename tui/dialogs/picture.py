"""A picture of an article over the whole terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.getters import query_one
from textual.widgets import Static

from readers.errors import QuothError
from tui.dialogs.leaving import LeftOnce
from tui.layout.paragraphs import safe
from tui.looks import drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from readers.model import Article, Image
    from tui.newsroom import Newsroom


class PictureScreen(LeftOnce):
    """Shows the pictures of an article one by one; each is fetched when it is to be seen, and not before.

    Attributes:
        number: the index of the picture that is shown.
    """

    DEFAULT_CSS = """
    PictureScreen {
        background: $background;
        & > #frame { height: 1fr; align: center middle; }
        & > #frame > * { width: auto; height: auto; }
        & > #frame > Static { max-width: 90%; color: $foreground; text-align: center; }
        & > #caption { height: auto; max-height: 4; padding: 0 1; color: $foreground; text-align: center; }
        & > #keys { height: auto; max-height: 2; padding: 0 1; color: $quiet; text-align: center; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i", "leave", "Close", show=False, id="picture.leave"),
        Binding("n,right,l,j,down,space", "step(1)", "Next", show=False, id="picture.next"),
        Binding("p,left,h,k,up", "step(-1)", "Previous", show=False, id="picture.previous"),
        Binding("o", "browse", "Browser", show=False, id="picture.browse"),
    ]

    frame = query_one("#frame", Container)
    caption = query_one("#caption", Static)
    keys = query_one("#keys", Static)

    def __init__(self, article: Article, number: int, newsroom: Newsroom, browse: Callable[[str], None]) -> None:
        """Make the screen.

        Args:
            article: whose pictures are shown.
            number: the index of the first to show.
            newsroom: fetches them.
            browse: opens the address of one.
        """
        super().__init__()
        self.number = number
        self._article = article
        self._newsroom = newsroom
        self._browse = browse

    @property
    def image(self) -> Image:
        """The picture that is shown."""
        return self._article.document.images[self.number]

    def compose(self) -> ComposeResult:
        """The picture, its words, and which one it is."""
        yield Container(id="frame")
        yield Static(id="caption", markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def _show(self) -> None:
        count = len(self._article.document.images)
        self.caption.update(safe(told(self._article, self.image)))
        which = f"{self.number + 1} of {count} · n next · p previous · " if count > 1 else ""
        self.keys.update(f"{which}o browser · Esc back")
        if drawing.is_installed():
            self.run_worker(self._fetch(self.image), name="picture", group="picture", exclusive=True)
        else:
            self.run_worker(self._tell(f"{drawing.ADVICE}\no opens it in the browser."), exclusive=True)

    async def _fetch(self, image: Image) -> None:
        await self._tell("fetching…")
        try:
            drawn = await drawing.widget_of(self.app, await self._newsroom.picture(self._article, image))
        except QuothError as error:
            await self._tell(str(error))
            return
        await self._put(drawn)

    async def _tell(self, words: str) -> None:
        await self._put(Static(words, markup=False))

    async def _put(self, widget: Widget) -> None:
        await self.frame.remove_children()
        await self.frame.mount(widget)

    def action_step(self, step: int) -> None:
        """Show the next or the previous, from the last to the first and back."""
        count = len(self._article.document.images)
        if count > 1:
            self.number = (self.number + step) % count
            self._show()

    def action_browse(self) -> None:
        """Open the picture in the browser."""
        self._browse(self.image.url)

    def action_leave(self) -> None:
        """Back to the article; what is under way for this screen ends with it."""
        self.dismiss(None)


def told(article: Article, image: Image) -> str:
    """The words of a picture: its caption and, if that does not say the same, what stands for it."""
    document = article.document
    caption = ""
    if image.caption in range(len(document.blocks)):
        block = document.blocks[image.caption or 0]
        caption = " ".join(document.text[block.start : block.end].split())
    if image.alt.casefold() in caption.casefold():
        return caption
    return f"{caption} · {image.alt}" if caption else image.alt
