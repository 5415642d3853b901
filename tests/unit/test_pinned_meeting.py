"""A meeting that says it was kept says of which data version, or the page could not tell it."""

import pytest
from pydantic import ValidationError

from cockpit.tables.contracts import Meeting

HELD = {"meeting_id": "M1", "on_date": "2022-05-30", "as_of": "2022-05-27"}


def test_pinned_without_a_version_is_refused():
    with pytest.raises(ValidationError, match="定稿没有写会议数据版本"):
        Meeting(**HELD, pinned="a" * 64)


def test_pinned_with_its_version_and_one_that_is_not_pinned_are_sound():
    assert Meeting(**HELD, pinned="a" * 64, data_version=3).data_version == 3
    assert Meeting(**HELD).pinned is None
