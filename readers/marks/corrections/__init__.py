"""What the reader set right, laid over what the annotator found.

Corrections are applied in the order in which they were made, always to what the annotator found and never to an
outcome of their own: so taking one back is applying the others. They name words and not numbers; whichever finds its
words no longer, since the text or the annotator changed, is left out and reported, and the rest goes on.
"""

from readers.marks.corrections.carrying_out import Outcome, apply, carry_out

__all__ = ["Outcome", "apply", "carry_out"]
