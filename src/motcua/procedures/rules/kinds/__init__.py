"""The kinds of fields, one class each; ``KINDS`` finds the class by the word in the catalogue."""

from motcua.procedures.rules.kinds.address import Address
from motcua.procedures.rules.kinds.choice import OneChoice, SeveralChoices, YesNo
from motcua.procedures.rules.kinds.contact import Email, Phone
from motcua.procedures.rules.kinds.dates import Date, PartialDate
from motcua.procedures.rules.kinds.file import File
from motcua.procedures.rules.kinds.group import Group
from motcua.procedures.rules.kinds.info import Info
from motcua.procedures.rules.kinds.kind import Cleaned, Kind
from motcua.procedures.rules.kinds.number import Integer, Money
from motcua.procedures.rules.kinds.person import Person
from motcua.procedures.rules.kinds.text import LongText, Text

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Text(),
        LongText(),
        Integer(),
        Money(),
        Date(),
        PartialDate(),
        OneChoice(),
        SeveralChoices(),
        YesNo(),
        Person(),
        Address(),
        Phone(),
        Email(),
        File(),
        Info(),
    )
}
KINDS[Group.name] = Group(KINDS)  # a group holds fields of the other kinds

__all__ = ["KINDS", "Cleaned", "Kind"]
