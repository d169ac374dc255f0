"""Every template can be read, and every template is used."""

from __future__ import annotations

import re

from django.template.loader import get_template

from tests.house.places import SOURCE, python_files, template_files

# Taken by a name that is put together: folder of the templates → what puts the name together.
BY_KIND = re.compile(r"""f?["']([\w/-]+/)\{[^}]+\}([\w.-]*)["']""")


def test_every_template_can_be_read() -> None:
    broken = {}
    for name in template_files():
        try:
            get_template(name)
        except Exception as problem:
            broken[name] = str(problem)
    assert broken == {}


def test_no_template_is_unused() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in [*python_files(), *template_files().values()]}
    everything = "\n".join(texts.values())
    put_together = {(folder, ending) for folder, ending in BY_KIND.findall(everything)}
    # Templates of Django and of the form renderer are taken by Django itself.
    unused = [
        name
        for name in template_files()
        if f'"{name}"' not in everything
        and f"'{name}'" not in everything
        and not any(name.startswith(folder) and name.endswith(ending or ".html") for folder, ending in put_together)
    ]
    assert unused == [], f"unused under {SOURCE}"
