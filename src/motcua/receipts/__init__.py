"""Numbered, verifiable papers: the receipt and appointment slip first (Form 01), as PDF with a QR that anyone can
check.

It is not: messages (`correspondence`) nor the attachments of a dossier (`dossiers`). It hears the events of
`dossiers` and
writes a row; the PDF is drawn from that row whenever it is asked for.
"""
