"""Markdown, as tests read it: by a parser, and never as source text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

Table: TypeAlias = list[list[str]]


def parsed(page: str) -> list[Token]:
    """As a renderer reads it that lets HTML and bare addresses through."""
    markdown = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    return markdown.parse(page)


def all_tokens(page: str) -> Iterator[Token]:
    for token in parsed(page):
        yield token
        yield from token.children or ()


def shown(token: Token) -> str:
    """The text of an inline token, its line breaks as blanks."""
    return "".join(
        " " if child.type == "softbreak" else child.content
        for child in token.children or ()
    )


def headings_of(page: str) -> list[tuple[str, str]]:
    tokens = parsed(page)
    return [
        (token.tag, shown(after))
        for token, after in pairwise(tokens)
        if token.type == "heading_open"
    ]


def tables_of(page: str) -> list[Table]:
    tables: list[Table] = []
    tokens = parsed(page)
    for token, after in pairwise(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            tables[-1][-1].append(shown(after) if after.type == "inline" else "")
    return tables


def fences_of(page: str, language: str) -> list[str]:
    return [
        token.content
        for token in parsed(page)
        if token.type == "fence" and token.info == language
    ]


def program_of(page: str) -> str:
    return "\n".join(fences_of(page, "python"))


def links_of(page: str) -> list[str]:
    names = {"link_open": "href", "image": "src"}
    return [
        str(token.attrGet(names[token.type]))
        for token in all_tokens(page)
        if token.type in names
    ]


def prose_of(page: str) -> str:
    """All text outside of headings, tables and fences, as one line."""
    tokens = parsed(page)
    texts = (
        shown(after)
        for token, after in pairwise(tokens)
        if token.type == "paragraph_open"
    )
    return " ".join(" ".join(texts).split())


def sentences_of(page: str) -> set[str]:
    return {*re.split(r"(?<=[.:]) ", prose_of(page))}


def anchors_of(page: str) -> set[str]:
    """The anchors that a reader of a repository gets, one per heading."""
    return {
        re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        for _, text in headings_of(page)
    }
