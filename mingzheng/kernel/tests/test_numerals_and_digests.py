"""Chinese numerals as documents print them; digests that show every change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kernel.digests import GENESIS, digest_record, seal
from mingzheng.kernel.numerals import ordinal, year_digits


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六"), (99, "九十九")]
)
def test_ordinals(number, text):
    assert ordinal(number) == text


def test_ordinals_are_all_different_and_bounded():
    assert len({ordinal(n) for n in range(1, 100)}) == 99
    with pytest.raises(ValueError, match="outside"):
        ordinal(0)


def test_a_year_is_spelled_digit_by_digit():
    assert year_digits(2023) == "二〇二三"


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.none(), max_size=5))
def test_a_digest_does_not_depend_on_the_order_of_keys(record):
    assert digest_record(record) == digest_record(dict(reversed(record.items())))


@pytest.mark.parametrize("value", [object(), 0.1, [1, [0.5]], {"a": {"b": b"x"}}])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        digest_record({"at": value})


@given(st.lists(st.text(alphabet="abcdef0", min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_a_seal_changes_with_every_digest_and_with_the_seal_before(digests, data):
    at = data.draw(st.integers(0, len(digests) - 1))
    changed = [*digests[:at], digests[at] + "x", *digests[at + 1 :]]
    assert seal(GENESIS, digests) != seal(GENESIS, changed)
    assert seal(GENESIS, digests) != seal(seal(GENESIS, []), digests)
