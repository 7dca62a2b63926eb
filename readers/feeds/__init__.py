"""From a feed address to entries: fetching, parsing, discovery, subscriptions in and out."""
