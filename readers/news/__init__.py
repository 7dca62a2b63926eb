"""The whole way of the news: from the addresses of feeds to annotated articles in the library."""
