"""What somebody may try to upload, row by row: each with its answer."""

import pytest

from forum.domain.refusals import Refused
from forum.domain.uploads import MAX_BYTES, ready_file
from tests.support import uploads as make

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JAR = make.packed({"META-INF/MANIFEST.MF": "Main-Class: Evil", "Evil.class": b"\xca\xfe\xba\xbe"})
ZEROS = bytes(40 * 1024 * 1024)

# name of the row, the file, the kind that it is taken for
TAKEN = [
    ("a JPEG", make.picture("JPEG"), "jpg"),
    ("a PNG", make.picture("PNG"), "png"),
    ("a GIF becomes a PNG", make.picture("GIF"), "png"),
    ("a WebP photograph becomes a JPEG", make.picture("WEBP"), "jpg"),
    ("an AVIF photograph becomes a JPEG", make.picture("AVIF"), "jpg"),
    ("a WebP whose transparency hides nothing", make.encoded(make.half_and_half(mode="RGBA"), "WEBP"), "jpg"),
    ("a JPEG with a web page behind it", make.picture("JPEG") + HTML, "jpg"),
    ("a JPEG with a script in its comment", make.picture("JPEG", comment=HTML), "jpg"),
    ("GIFAR: a GIF with a Java program behind it", make.picture("GIF") + JAR, "png"),
    ("a PNG with a zip behind it", make.picture("PNG") + JAR, "png"),
    ("a PDF", make.pdf(), "pdf"),
    ("a docx", make.docx(), "docx"),
    ("an xlsx", make.xlsx(), "xlsx"),
    ("a pptx", make.pptx(), "pptx"),
    ("an odt", make.open_document("text"), "odt"),
    ("an ods", make.open_document("spreadsheet"), "ods"),
    ("an odp", make.open_document("presentation"), "odp"),
    ("an epub", make.epub(), "epub"),
    ("a document that packs well", make.docx(**{"word/a.xml": "<w:p/>" * 1_000_000}), "docx"),
]

# name of the row, the file, the code of the answer
REFUSED = [
    ("nothing", b"", "upload_empty"),
    ("a byte too many", b"%PDF-1.7" + bytes(MAX_BYTES), "upload_too_large"),
    ("SVG", SVG, "upload_markup"),
    ("SVG behind an XML line", b'<?xml version="1.0"?>' + SVG, "upload_markup"),
    ("SVG behind a byte order mark", b"\xef\xbb\xbf \n" + SVG, "upload_markup"),
    ("SVG in UTF-16", b"\xff\xfe" + SVG.decode().encode("utf-16-le"), "upload_markup"),
    ("HTML", HTML, "upload_markup"),
    ("HTML called .jpg", b"\n\n<html><body>", "upload_markup"),
    ("a text", b"Hello there", "upload_kind"),
    ("a script", b"#!/bin/sh\nrm -r /", "upload_kind"),
    ("a Windows program", b"MZ\x90\x00" + bytes(100), "upload_kind"),
    ("a film", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "upload_kind"),
    ("a sound", b"ID3\x04" + bytes(100), "upload_kind"),
    ("a TIFF", make.picture("TIFF"), "upload_kind"),
    ("a BMP", make.picture("BMP"), "upload_kind"),
    ("HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(50), "upload_phone_picture"),
    ("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "upload_old_office"),
    ("a JPEG that broke off", make.picture("JPEG", size=(900, 900))[:-4000], "upload_damaged"),
    ("a PNG that broke off", make.picture("PNG", size=(900, 900))[:-700], "upload_damaged"),
    ("the first bytes of a JPEG and no more", b"\xff\xd8\xff", "upload_damaged"),
    ("a JPEG's beginning, a web page behind", b"\xff\xd8\xff" + HTML, "upload_damaged"),
    ("a WebP of nothing", b"RIFF\x00\x00\x00\x00WEBP", "upload_damaged"),
    ("a bomb of 2.5 milliards of pixels", make.png_of_size(50_000, 50_000), "upload_too_many_pixels"),
    ("a bomb just over the limit", make.png_of_size(8_000, 5_001), "upload_too_many_pixels"),
    ("a picture of one endless line", make.png_of_size(900_000, 1), "upload_too_many_pixels"),
    ("a PDF that broke off", make.pdf()[:-12], "upload_damaged"),
    ("PDF and HTML in one", make.pdf(first=HTML), "upload_two_kinds"),
    ("PDF and zip in one", make.pdf() + JAR, "upload_two_kinds"),
    ("a PDF that runs a script", make.pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "upload_programs"),
    ("a PDF that hides that", make.pdf(b"<< /S /J#61vaScript /JS (x) >>"), "upload_programs"),
    ("a PDF that starts a program", make.pdf(b"<< /S /Launch /F (cmd.exe) >>"), "upload_programs"),
    ("a PDF with a file inside", make.pdf(b"<< /Type /EmbeddedFile >>"), "upload_programs"),
    ("a zip", make.packed({"a.txt": "a"}), "upload_zip"),
    ("a Java program", JAR, "upload_zip"),
    ("a zip that says it is a book", make.packed({"mimetype": "application/epub+zip"}), "upload_zip"),
    ("macros in Word", make.docx(**{"word/vbaProject.bin": b"x"}), "upload_programs"),
    (
        "docm called docx",
        make.docx(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
        "upload_programs",
    ),
    ("controls in Excel", make.xlsx(**{"xl/activeX/activeX1.xml": "x"}), "upload_programs"),
    ("a packed object", make.docx(**{"word/embeddings/oleObject1.bin": b"x"}), "upload_programs"),
    ("macros in LibreOffice", make.open_document("text", **{"Basic/Standard/M.xml": "x"}), "upload_programs"),
    ("a book with scripts", make.epub(**{"OEBPS/a.js": "alert(1)"}), "upload_programs"),
    ("a program beside the text", make.docx(**{"word/setup.exe": b"MZ"}), "upload_programs"),
    ("a password", make.locked(), "upload_locked"),
    ("a bomb of zeros", make.docx(**{"word/a.bin": ZEROS}), "upload_bomb"),
    ("a bomb of files", make.docx(**{f"word/{n}.xml": "" for n in range(6000)}), "upload_bomb"),
    ("something before the zip", b"PK\x03\x04" + HTML + make.docx(), "upload_two_kinds"),
    ("something behind the zip", make.docx() + HTML, "upload_two_kinds"),
    ("half a docx", make.docx()[:-60], "upload_damaged"),
]


def ids(rows) -> list[str]:
    return [row[0] for row in rows]


@pytest.mark.parametrize(("_name", "data", "kind"), TAKEN, ids=ids(TAKEN))
def test_it_is_taken_for_what_it_is(_name: str, data: bytes, kind: str) -> None:
    ready = ready_file(data)
    assert ready.kind.name == kind
    assert ready.key.endswith(f".{kind}")


@pytest.mark.parametrize(("_name", "data", "code"), REFUSED, ids=ids(REFUSED))
def test_it_is_refused_and_told_why(_name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        ready_file(data)
    assert refused.value.code == code


@pytest.mark.parametrize(("_name", "data", "kind"), TAKEN[:10], ids=ids(TAKEN[:10]))
def test_of_a_picture_only_the_pixels_are_kept(_name: str, data: bytes, kind: str) -> None:
    stored = ready_file(data).data
    for trace in (b"<script", b"PK\x03\x04", b"Main-Class", b"Exif"):
        assert trace not in stored


@pytest.mark.parametrize(
    "data",
    [make.pdf(), make.docx(), make.epub(), make.open_document("text")],
    ids=["pdf", "docx", "epub", "odt"],
)
def test_a_document_is_stored_as_it_was_sent(data: bytes) -> None:
    assert ready_file(data).data == data


@pytest.mark.parametrize(
    ("data", "there", "code"),
    [
        (make.pdf(), "jpg", "upload_other_kind"),
        (make.picture(), "pdf", "upload_other_kind"),
        (make.docx(), "pdf", "upload_other_kind"),
    ],
)
def test_another_kind_cannot_take_a_place(data: bytes, there: str, code: str) -> None:
    from forum.domain.uploads import BY_NAME

    with pytest.raises(Refused) as refused:
        ready_file(data, in_place_of=BY_NAME[there])
    assert refused.value.code == code
