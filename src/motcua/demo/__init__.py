"""A living demonstration: invented people whose dossiers are made by the real actions, with dates relative to today.

Nothing else may import it. It holds no rule: what the actions refuse, the demonstration cannot show.
"""
