"""The first version of the programming interface: one file per resource, all addresses in `addresses`."""
