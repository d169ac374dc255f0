"""Where we send to: public https addresses only, so that nobody makes us knock on doors inside our own network."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from .refusals import BadAddress

LONGEST = 500


def checked_address(url: str, *, private: bool = False) -> str:
    """The address as it is kept. Raises BadAddress.

    `private` is for development alone: plain http and addresses of one's own network are then taken.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress("Địa chỉ không đọc được.") from None
    if len(url) > LONGEST or not url.isascii() or any(c.isspace() or ord(c) < 33 for c in url):
        raise BadAddress("Địa chỉ dài quá 500 ký tự hoặc có ký tự lạ.")
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise BadAddress("Địa chỉ nhận phải bắt đầu bằng https://.")
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        raise BadAddress("Địa chỉ phải có tên máy, không có tên người dùng, mật khẩu hay phần sau dấu #.")
    if not private and port not in (None, 443, 8443):
        raise BadAddress("Chỉ gửi đến cổng 443 hoặc 8443.")
    if not private:
        must_be_public(parts.hostname)
    return url


def must_be_public(host: str) -> None:
    """Refuse a literal address of a private, local or reserved network, and names that mean one. Raises BadAddress."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa")):
        raise BadAddress("Không gửi đến địa chỉ trong mạng nội bộ.")
    try:
        found = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        if name.replace(".", "").isdigit() or name.startswith("0x"):
            raise BadAddress("Địa chỉ máy viết không đúng dạng.") from None
        return
    if not is_public(str(found)):
        raise BadAddress("Không gửi đến địa chỉ trong mạng nội bộ.")


def is_public(address: str) -> bool:
    """Whether an address that a name stands for lies in the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if found in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast and not found.is_reserved
