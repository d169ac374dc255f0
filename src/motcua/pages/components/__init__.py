"""Parts that several audiences' pages share: chips, fields, lists. How to use them: README.md beside this file."""
