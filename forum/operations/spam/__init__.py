"""The spam score learns: a little now and then, or everything anew."""
