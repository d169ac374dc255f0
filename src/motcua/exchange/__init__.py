"""What goes between this house and other programs: who they are, what they asked, what they are told."""
