"""Categories within categories."""

from dataclasses import dataclass

import pytest

from forum.domain.categories import check_parent, in_tree
from forum.domain.refusals import Refused


@dataclass(frozen=True)
class One:
    id: int
    parent_id: int | None


def test_each_has_its_parts_behind_it_in_the_order_given() -> None:
    given = [One(1, None), One(4, 2), One(2, None), One(3, 1), One(5, 2)]
    assert [one.id for one in in_tree(given)] == [1, 3, 2, 4, 5]
    assert in_tree([]) == []


# 1 and 2 stand in none, 3 stands in 1
PARENTS = {1: None, 2: None, 3: 1}


@pytest.mark.parametrize(
    ("number", "parent", "code"),
    [
        (None, None, None),
        (None, 1, None),
        (1, None, None),
        (3, None, None),
        (3, 2, None),
        (2, 1, None),
        (2, 2, "category_parent_itself"),
        (2, 9, "no_such_category"),
        (None, 0, "no_such_category"),
        (2, 3, "category_parent_is_part"),
        (None, 3, "category_parent_is_part"),
        (1, 2, "category_parent_has_parts"),
    ],
)
def test_two_levels_and_no_more(number: int | None, parent: int | None, code: str | None) -> None:
    if code is None:
        check_parent(number, parent, PARENTS)
    else:
        with pytest.raises(Refused, match=code):
            check_parent(number, parent, PARENTS)
