"""What moderators ask: the queues, one comment with its history, the log."""
