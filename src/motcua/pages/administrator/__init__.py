"""Pages for administrators: units, people, calendars, procedures taken, sessions, the record of what was done."""
