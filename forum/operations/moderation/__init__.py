"""What moderators decide, and how it is taken back."""
