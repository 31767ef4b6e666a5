"""A page as a test reads it: its links, its identifiers, what a policy forbids, its words."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import lxml.html

ADDRESSED = ("href", "src", "action")


@dataclass(frozen=True, slots=True)
class ReadPage:
    """`links` are whole addresses without their anchor, `anchors` those that carry one."""

    address: str
    links: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    inline: tuple[str, ...]
    words: str


def read_page(address: str, content: bytes) -> ReadPage:
    """Read the HTML of `address`; `inline` lists styles and scripts written in the page."""
    tree = lxml.html.document_fromstring(content.decode())
    links: list[str] = []
    anchors: list[tuple[str, str]] = []
    inline: list[str] = []
    ids: list[str] = []
    for node in tree.iter(lxml.etree.Element):
        ids += [node.attrib["id"]] if "id" in node.attrib else []
        if node.tag in {"script", "style"}:
            inline.append(f"<{node.tag}>")
        inline += [
            f"{node.tag} {name}"
            for name, value in node.attrib.items()
            if name == "style" or name.startswith("on") or "javascript:" in value
        ]
        for name in ADDRESSED:
            if name in node.attrib:
                whole, anchor = urldefrag(urljoin(address, node.attrib[name]))
                links.append(whole)
                anchors += [(whole, anchor)] if anchor else []
    return ReadPage(
        address,
        tuple(dict.fromkeys(links)),
        tuple(dict.fromkeys(anchors)),
        tuple(ids),
        tuple(inline),
        " ".join(tree.text_content().split()),
    )
