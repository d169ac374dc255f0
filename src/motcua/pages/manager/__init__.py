"""Pages for those who answer for an office's daily work or inspect it: leaders, heads of desks, inspectors."""
