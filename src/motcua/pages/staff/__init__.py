"""What all audiences among the staff share: who may come in, the frame, rows of dossiers, words."""
