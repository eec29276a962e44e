"""Publications: as readers see them, listed and one by one, and as their authors do."""
