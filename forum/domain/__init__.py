"""The ground floor: pure Python. Every rule here could be applied on paper, given the facts and the time."""
