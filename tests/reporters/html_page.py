"""A page taken apart: its tags in order, the anchors, what leads to them."""

from __future__ import annotations

from html.parser import HTMLParser

ALONE = {"meta", "input", "br", "rect"}


class Page(HTMLParser):
    """Tags with attributes; texts; errors of nesting."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = text
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ALONE:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data):
        if "style" not in self._open:
            self.words.append(data)

    def handle_comment(self, data):
        self.wrong.append(f"comment {data}")

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Attributes of every element of a tag that has these."""
        return [
            found
            for name, found in self.tags
            if name == tag and attributes.items() <= found.items()
        ]

    @property
    def ids(self) -> list[str]:
        return [found["id"] for _, found in self.tags if "id" in found]

    @property
    def said(self) -> str:
        return "".join(self.words)
