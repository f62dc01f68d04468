"""Budget performance (预算绩效): objectives, self-evaluation forms, scores by versioned rule sets.

A form comes in two data sets: as it was published, and as the records give it.
"""
