"""What the reader wrote and set right: anchors, notes, tags, corrections, as plain functions over the model."""
