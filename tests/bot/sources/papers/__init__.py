"""Documents that tests read: small ones made here, and two that programs made.

`chromium.pdf` is `news.html` as `chromium --headless --no-pdf-header-footer --print-to-pdf` writes it: each word of its
own, ligatures, brackets and numbers as they are drawn. `matplotlib` shapes Arabic itself and embeds TrueType.
"""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENCRYPTED = b"/Encrypt<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>/ID[<41><41>]"


def pdf(content: bytes, *, trailer: bytes = b"", pages: int = 1) -> bytes:
    """A PDF whose pages all show one content stream."""
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join([b"3 0 R"] * pages), pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>" % (6, table, 6, trailer)
    return out + head + b"\nstartxref\n%d\n%%%%EOF" % len(out)


def words(*lines: str, title: bytes = b"") -> bytes:
    """A PDF with lines of Latin letters, one below the other; an empty one is a gap."""
    shown = b"".join(b"(%s) Tj 0 -14 Td " % line.encode() for line in lines)
    return pdf(b"BT /F 12 Tf 50 700 Td " + shown + b"ET", trailer=title)


def drawn(*lines: str) -> bytes:
    """A PDF by matplotlib, which draws from the left what is read from the right."""
    import matplotlib as mpl

    mpl.use("pdf")
    from matplotlib.figure import Figure

    figure, out = Figure(figsize=(6, 3)), BytesIO()
    for number, line in enumerate(lines):
        figure.text(0.95, 0.9 - 0.08 * number, line, ha="right")
    figure.savefig(out, format="pdf")
    return out.getvalue()


def docx(body: str, *, prolog: str = "", other: dict[str, bytes] | None = None, more: str = "") -> bytes:
    """A Word file with this XML in its body; `more` are further relations, `other` further parts."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}">{more}</Relationships>',
        "word/document.xml": f'{prolog}<w:document xmlns:w="{W}" xmlns:r="{office}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    return zipped({name: text.encode() for name, text in parts.items()} | (other or {}))


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return out.getvalue()


def p(text: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
