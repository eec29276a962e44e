"""What the statistics about moderation ask: what waits, what was decided, how the rules did. Each question is bounded
by an index or by a number of rows, however many comments there are."""
