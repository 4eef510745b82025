"""Whether a name that is also an ordinary word means the name here, from the words around it. Pure.

القاعدة is a group after تنظيم and a base before الجوية. Each piece of evidence has a weight and a word that a
reader can see: `context:+تنظيم`, `context:-الجوية`. What speaks for the name only outweighs what speaks against
it; a name with nothing said against it keeps its score, and one with too much is no mention.
"""

from watchlists.context.named import Named, is_homograph, particles_of
from watchlists.context.scales import Scales, Verdict, weigh
from watchlists.context.surroundings import FAR, Around, around

__all__ = ["FAR", "Around", "Named", "Scales", "Verdict", "around", "is_homograph", "particles_of", "weigh"]
