"""How many trials a percentage needs before it can be printed."""

import pytest

from mingzheng.kernel.cell import Cell
from mingzheng.performance.rules.form_rules.doubts import fewest_trials


@pytest.mark.parametrize(
    ("percent", "fewest"), [("50", 2), ("33.33", 3), ("100", 1), ("0", 1), ("66.7", 3), ("99.9", 667)]
)
def test_the_fewest_trials_that_print_a_percentage(percent, fewest):
    assert fewest_trials(Cell.read(percent).interval()) == fewest
