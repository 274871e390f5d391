"""Exports opened by programs that nobody here wrote."""

import csv
import io

import openpyxl

BOM = "\ufeff"


def table(sent: bytes) -> list[dict[str, str]]:
    text = sent.decode("utf-8")
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def sheets(sent: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(sent))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.rows] for sheet in book}
