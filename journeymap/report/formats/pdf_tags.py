"""What makes the PDF readable without eyes: a tree of headings, paragraphs, lists, tables and figures.

ReportLab has no call for it, but keeps `StructTreeRoot` and `MarkInfo` of its catalogue; every piece of a page is
wrapped in marked content that names its place in the tree (ISO 32000-1, 14.7 and 14.8; PDF/UA-1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject
from reportlab.pdfgen.canvas import Canvas


class Element:
    """One place in the tree: its role (`H1`, `P`, `Table`, …), and its children or where it is printed, in order."""

    def __init__(self, role: str, parent: "Element | None" = None, alternative: str = "", scope: str = "") -> None:
        self.role = role
        self.parent = parent
        self.alternative = alternative
        self.scope = scope  # of a TH: Row or Column
        self.box: tuple[float, float, float, float] | None = None  # of a figure, in points on its page
        self.kids: list[Element | tuple[int, int]] = []  # children, or (page, number of the marked content)
        if parent is not None:
            parent.kids.append(self)


class TagTree:
    """The tree of one document, built while its pages are painted."""

    def __init__(self, canvas: Canvas, title: str, language: str) -> None:
        self.root = Element("Document")
        self._canvas: Any = canvas
        self._title = title
        self._language = language
        self._pages: list[list[Element]] = [[]]  # for each page, the element of each marked content

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is painted inside belongs to the element."""
        number = len(self._pages[-1])
        self._pages[-1].append(element)
        element.kids.append((len(self._pages) - 1, number))
        self._canvas._code.append(f"/{element.role} <</MCID {number}>> BDC")
        yield
        self._canvas._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is painted inside says nothing: lines, grounds, and the head and foot of a page (`Pagination`)."""
        self._canvas._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._canvas._code.append("EMC")

    @contextmanager
    def said(self, words: str) -> Iterator[None]:
        """What is painted inside reads as `words`; for letters that are printed in another order."""
        self._canvas._code.append(f"/Span <</ActualText <{_hex_text(words)}>>> BDC")
        yield
        self._canvas._code.append("EMC")

    def end_page(self) -> None:
        """To be called right after the canvas' `showPage`."""
        page = self._canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._pages) - 1
        page.Tabs = PDFName("S")
        self._pages.append([])

    def write(self) -> None:
        """Put the tree, the language and the metadata into the document; to be called once, before it is saved."""
        document = self._canvas._doc
        objects: dict[int, PDFDictionary] = {}
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        elements = list(_walk(self.root))
        for element in elements:
            objects[id(element)] = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.role)})
        references = {key: document.Reference(value) for key, value in objects.items()}
        root_reference = document.Reference(root)
        pages = document.Pages.pages
        for element in elements:
            entries = objects[id(element)].dict
            entries["P"] = references[id(element.parent)] if element.parent is not None else root_reference
            entries["K"] = PDFArray([self._kid(kid, references, document, pages) for kid in element.kids])
            if element.alternative:
                entries["Alt"] = _text(element.alternative)
            if element.scope:
                entries["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
            if element.box is not None:
                box = PDFArray([round(value, 2) for value in element.box])
                entries["A"] = PDFDictionary({"O": PDFName("Layout"), "BBox": box, "Placement": PDFName("Block")})
        root.dict["K"] = PDFArray([references[id(self.root)]])
        numbers: list[Any] = []
        for index, marked in enumerate(self._pages):
            if index < len(pages):
                numbers += [index, document.Reference(PDFArray([references[id(element)] for element in marked]))]
        root.dict["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        root.dict["ParentTreeNextKey"] = len(pages)
        catalogue = document.Catalog
        catalogue.StructTreeRoot = root
        catalogue.MarkInfo = PDFDictionary({"Marked": _Bare(b"true")})
        catalogue.Lang = _text(self._language)
        catalogue.ViewerPreferences = PDFDictionary({"DisplayDocTitle": _Bare(b"true")})
        catalogue.Metadata = _metadata(self._title)

    @staticmethod
    def _kid(kid: Element | tuple[int, int], references: dict[int, Any], document: Any, pages: list[Any]) -> Any:
        if isinstance(kid, Element):
            return references[id(kid)]
        page, number = kid
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": document.Reference(pages[page]), "MCID": number})


class _Bare(PDFObject):
    """A word of PDF as it is, such as `true`."""

    def __init__(self, word: bytes) -> None:
        self.word = word

    def format(self, _document: Any) -> bytes:
        return self.word


class _PlainStream(PDFObject):
    """Metadata, uncompressed, so that any program finds it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        head = f"<< /Type /Metadata /Subtype /XML /Length {len(self.content)} >>"
        return head.encode("ascii") + b"\nstream\n" + self.content + b"\nendstream"


def _walk(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed([kid for kid in current.kids if isinstance(kid, Element)]))


def _hex_text(words: str) -> str:
    return "FEFF" + words.encode("utf-16-be", "replace").hex().upper()


def _text(words: str) -> _Bare:
    return _Bare(f"<{_hex_text(words)}>".encode("ascii"))


def _metadata(title: str) -> PDFObject:
    """The XMP packet: the title, and that the file keeps to PDF/UA-1 (tests have a validator confirm it)."""
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    )
    return _PlainStream(packet.encode("utf-8"))
