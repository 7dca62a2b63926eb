"""From a Document to Annotations: names, identity and quotes."""
