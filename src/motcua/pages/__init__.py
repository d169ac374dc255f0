"""What people see: the shell, the components, and the pages of each audience."""
