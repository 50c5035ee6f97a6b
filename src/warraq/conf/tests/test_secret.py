"""The site's secret key."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from warraq.conf.secret import secret_key
from warraq.conf.words import SiteFileError


def test_it_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    data = tmp_path / "new" / "data"
    key = secret_key(data)
    assert len(key) >= 50
    assert secret_key(data) == key
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600


def test_starts_at_the_same_moment_agree_on_one(tmp_path):
    with ThreadPoolExecutor(8) as crowd:
        assert len(set(crowd.map(secret_key, [tmp_path / "data"] * 8))) == 1


def test_a_data_directory_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SiteFileError, match="cannot be used: Not a directory"):
        secret_key(tmp_path / "file" / "data")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_damaged_key_is_not_used(tmp_path, content):
    (tmp_path / "secret-key").write_bytes(content)
    with pytest.raises(SiteFileError, match="is damaged"):
        secret_key(tmp_path)
