"""The XML in Word and OpenDocument files, parsed without entities and network, and not deeper than libxml2 allows."""

from django.utils.translation import gettext_noop as _
from lxml import etree

from meetings.ingest.documents.limits import make_damage_error
from meetings.ingest.errors import SourceError


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML document.

    Raises:
        SourceError: It is damaged, or declares entities, which no program writes into such a document.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise make_damage_error(name) from error
    if root.getroottree().docinfo.doctype:
        raise SourceError(
            _("%(name)s: this document declares entities, which may be an attack. Save it again from its program."),
            name=name,
        )
    return root
