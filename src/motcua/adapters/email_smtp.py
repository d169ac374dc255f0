"""E-mail through the SMTP server of the settings; without one, into a folder (Django's file backend)."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from motcua.correspondence.ports import PermanentFailure, TemporaryFailure
from motcua.correspondence.rules.letters import as_html

FOR_GOOD = 500  # SMTP: 4xx means try again (a full box, greylisting), 5xx means never (RFC 5321 §4.2.1)


class SmtpEmail:
    """Sends e-mail as text and, for our letters, as HTML beside it.

    The message key becomes the Message-ID, so that a repeat can be recognised.
    Every wait on the server ends after EMAIL_TIMEOUT seconds.
    """

    def send(self, *, key: str, address: str, subject: str, body: str) -> None:
        """Hand one e-mail to the server.

        Raises PermanentFailure for an address or a letter that the server refuses for good, TemporaryFailure for
        everything else: a server that is away, slow, full, or does not let us in.
        """
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
        headers = {
            "Message-ID": f"<{key.replace(':', '.')}@{domain}>",
            "Auto-Submitted": "auto-generated",  # no machine answers it (RFC 3834)
        }
        try:
            letter = EmailMultiAlternatives(subject, body, to=[address], headers=headers)
            shown = as_html(subject, body)
            if shown:
                letter.attach_alternative(shown, "text/html")
            with get_connection() as connection:  # closed also where signing in fails
                sent = connection.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as why:
            codes = [code for code, _ in why.recipients.values()]
            if codes and min(codes) >= FOR_GOOD:
                raise PermanentFailure("máy chủ thư từ chối địa chỉ này") from why
            raise TemporaryFailure("máy chủ thư chưa nhận cho địa chỉ này") from why
        except smtplib.SMTPDataError as why:
            if why.smtp_code >= FOR_GOOD:
                raise PermanentFailure(f"máy chủ thư từ chối thư này ({why.smtp_code})") from why
            raise TemporaryFailure(f"máy chủ thư chưa nhận ({why.smtp_code})") from why
        except (smtplib.SMTPNotSupportedError, ValueError) as why:  # what Django says of a header it will not send
            raise PermanentFailure("địa chỉ thư không dùng được") from why
        except (smtplib.SMTPException, OSError) as why:
            raise TemporaryFailure(f"máy chủ thư chưa nhận: {type(why).__name__}") from why
        if not sent:
            raise PermanentFailure("thư không có địa chỉ")
