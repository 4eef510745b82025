"""Word files: everything that is read, in its order, as it stands at last."""

import pytest

from bot.core.errors import WireError
from bot.sources.docx import PARTS, read_docx
from tests.bot.sources.papers import W, docx, p, zipped

MOST = 1 << 20
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text(body: str) -> str | None:
    return read_docx(docx(body), MOST)["text"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(p("أولا") + p(" ") + p("ثانيا"), ["أولا", "ثانيا"], id="paragraphs"),
        pytest.param(
            p("قبل") + f"<w:tbl><w:tr><w:tc>{p('خلية')}</w:tc><w:tc>{p('12')}</w:tc></w:tr></w:tbl>" + p("بعد"),
            ["قبل", "خلية", "12", "بعد"],
            id="a table",
        ),
        pytest.param(f"<w:sdt><w:sdtContent>{p('في عنصر')}</w:sdtContent></w:sdt>", ["في عنصر"], id="a control"),
        pytest.param(
            "<w:p><w:r><w:t>دا</w:t></w:r><w:hyperlink r:id='x'><w:r><w:t>عش</w:t></w:r></w:hyperlink></w:p>",
            ["داعش"],
            id="a link in a word",
        ),
        pytest.param(
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", ["a b", "c"], id="br"
        ),
        pytest.param(
            "<w:p><w:r><w:t>قتل </w:t></w:r><w:del><w:r><w:delText>ثلاثة</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>أربعة</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>هنا</w:t></w:r></w:moveFrom></w:p>",
            ["قتل أربعة"],
            id="tracked changes",
        ),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>داعش </w:t></w:r></w:p>" + p("خراسان"),
            ["داعش خراسان"],
            id="a break that was struck out",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('حذف')}</w:tc></w:tr></w:tbl>" + p("بقي"),
            ["بقي"],
            id="a row that was struck out",
        ),
        pytest.param(
            f"<w:p><mc:AlternateContent><mc:Choice>{p('إطار')}</mc:Choice><mc:Fallback>{p('إطار')}</mc:Fallback>"
            "</mc:AlternateContent></w:p>",
            ["إطار"],
            id="a text box once",
        ),
        pytest.param(
            "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>نص</w:t></w:r></w:p>", ["نص"], id="a field"
        ),
    ],
)
def test_what_is_read(body: str, lines: list[str]) -> None:
    assert text(body) == "\n".join(lines)


def test_headers_come_first_and_footnotes_last() -> None:
    more = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(("header", "footnotes"))
    )
    other = {
        "word/header.xml": f'<w:hdr xmlns:w="{W}">{p("نشرة")}</w:hdr>'.encode(),
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{p("حاشية")}</w:footnotes>'.encode(),
        "[Content_Types].xml": (
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
            b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            b'<Override PartName="/word/header.xml" '
            b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>'
        ),
    }
    body = p("نص") + '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr></w:pPr></w:p>'
    assert read_docx(docx(body, more=more, other=other), MOST)["text"] == "نشرة\nنص\nحاشية"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param(docx(""), "holds no text", id="empty"),
        pytest.param(docx("<w:p>"), "damaged", id="broken XML"),
        pytest.param(docx(p("x"))[:300], "damaged", id="cut off"),
        pytest.param(zipped({"word/document.xml": b"<x/>"}), "damaged", id="no Word file"),
        pytest.param(docx(p("x"), other={"word/a.bin": bytes(MOST)}), "unpacks to far more", id="a zip bomb"),
        pytest.param(zipped({f"word/{n}": b"" for n in range(PARTS + 1)}), "unpacks to far more", id="many parts"),
        pytest.param(docx("<w:p>" * 300 + "</w:p>" * 300), "damaged", id="deep nesting"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, told: str) -> None:
    with pytest.raises(WireError, match=told):
        read_docx(body, MOST)
