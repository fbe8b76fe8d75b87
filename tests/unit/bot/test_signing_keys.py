"""Which of the keys a provider publishes are taken."""

from collections.abc import Mapping

import pytest

from bot.desk.sign_in.fetching import NoAnswer, address
from bot.desk.sign_in.identity import Identity
from bot.desk.sign_in.signing_keys import keys_in
from tests.fakes.signing import a_key

GOOD = a_key("good").published


def test_keys_for_signing_are_taken_by_their_name() -> None:
    """Whatever else stands in the set is passed over."""
    others: list[object] = [
        "no key",
        {"kty": "EC", "kid": "curve", "crv": "P-256"},
        {"kty": "oct", "kid": "secret", "k": "c2VjcmV0"},
        {**GOOD, "kid": "for-secrets", "use": "enc"},
        {**GOOD, "kid": "another-way", "alg": "PS256"},
        {**GOOD, "kid": "broken", "n": "?"},
        {**GOOD, "kid": "empty", "n": None},
        {**GOOD, "kid": 7},
    ]

    assert list(keys_in({"keys": [*others, GOOD]})) == ["good"]


@pytest.mark.parametrize(
    "published", [{}, {"keys": None}, {"keys": []}, {"keys": {}}, {"keys": [{"kty": "RSA"}]}]
)
def test_a_set_without_keys_is_no_answer(published: Mapping[str, object]) -> None:
    """What was known before stays in use."""
    with pytest.raises(NoAnswer):
        keys_in(published)


@pytest.mark.parametrize(
    ("written", "near", "may"),
    [
        ("https://login.example/token", False, True),
        ("http://127.0.0.1:8000/token", True, True),
        ("http://localhost:8000/token", True, True),
        ("http://127.0.0.1:8000/token", False, False),
        ("http://login.example/token", True, False),
        ("https://user:word@login.example/token", False, False),
        ("https://", False, False),
        ("https://[::1/token", False, False),
        ("file:///etc/passwd", True, False),
        ("", True, False),
        (None, True, False),
    ],
)
def test_only_safe_addresses_are_asked(written: object, near: bool, may: bool) -> None:
    """Https and no password in it; plain http for a stand-in on this machine."""
    if may:
        assert str(address(written, near=near)) == written
    else:
        with pytest.raises(NoAnswer):
            address(written, near=near)


def test_a_long_account_fits_where_accounts_are_kept() -> None:
    """Two long ones differ, and the same one is known again."""
    accounts = {
        Identity(issuer="https://i.example", tenant="t", subject=subject, email="").account
        for subject in ("a" * 255, "a" * 254 + "b", "a" * 255)
    }

    assert len(accounts) == 2
    assert all(len(one) <= 200 for one in accounts)
