"""What the reader's screen knows: lists, the open article, problems, what can be undone, what is asked."""
