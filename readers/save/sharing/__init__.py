"""An article or a quote to be handed on: citations for bibliographies."""
