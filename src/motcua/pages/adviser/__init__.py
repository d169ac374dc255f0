"""Pages for members of advisory teams, who help citizens fill in their dossiers."""
