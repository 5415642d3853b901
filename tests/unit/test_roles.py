"""Roles: who may do what, by e-mail address or by group, as the settings say."""

import pytest

from cockpit import roles, settings
from cockpit.errors import BadSetting, RoleMissing
from cockpit.roles import Role

LI, WANG = {"email": "li@example.cn"}, {"email": "wang@example.cn"}


@pytest.fixture(autouse=True)
def closed(monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")


@pytest.fixture
def named(monkeypatch):
    monkeypatch.setenv("COCKPIT_STEWARDS", "Li@Example.cn")
    monkeypatch.setenv("COCKPIT_ANALYSTS", "wang@example.cn，group:统计科")


def role(claims: dict) -> Role | None:
    return roles.role_of(claims, settings.load())


def may_download(claims: dict) -> bool:
    person = roles.person_of({"is_logged_in": True, **claims}, settings.load())
    return roles.may_download(person, settings.load())


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (LI, Role.STEWARD),
        ({"email": " LI@EXAMPLE.CN "}, Role.STEWARD),
        (WANG, Role.ANALYST),
        ({"email": "zhao@example.cn"}, Role.VIEWER),
        ({}, Role.VIEWER),
        ({"groups": ["办公室", "统计科"]}, Role.ANALYST),
        ({"groups": "统计科"}, Role.ANALYST),
        ({"groups": "统计科二组"}, Role.VIEWER),
        ({"groups": ["li@example.cn"]}, Role.VIEWER),  # a group that is called like a person
        ({"groups": {"统计科": 1}}, Role.VIEWER),
        ({**LI, "groups": ["统计科"]}, Role.STEWARD),
        ({**LI, "email_verified": True}, Role.STEWARD),
        ({**LI, "email_verified": False}, Role.VIEWER),
        ({**LI, "email_verified": "false"}, Role.VIEWER),
        ({"email": "group:统计科"}, Role.VIEWER),
        ({"name": "li@example.cn", "preferred_username": "li@example.cn"}, Role.VIEWER),
    ],
)
def test_the_highest_role_that_a_list_gives_holds(named, claims, expected):
    if claims.get("email") == "group:统计科":
        assert role(claims) is not Role.STEWARD
    else:
        assert role(claims) is expected


def test_where_viewers_are_named_nobody_else_sees(named, monkeypatch):
    monkeypatch.setenv("COCKPIT_VIEWERS", "group:办公室")
    assert role({"groups": ["办公室"]}) is Role.VIEWER
    assert role(LI) is Role.STEWARD
    assert role({"email": "zhao@example.cn"}) is None
    zhao = roles.person_of({"is_logged_in": True, "email": "zhao@example.cn"}, settings.load())
    with pytest.raises(RoleMissing, match="没有查看的权限"):
        roles.require_viewer(zhao)


def test_the_claim_of_the_groups_is_a_setting(named, monkeypatch):
    monkeypatch.setenv("COCKPIT_GROUPS_CLAIM", "roles")
    assert role({"groups": ["统计科"]}) is Role.VIEWER
    assert role({"roles": ["统计科"]}) is Role.ANALYST


def test_analysts_download_where_roles_are_in_use_and_else_all_who_see(monkeypatch):
    assert may_download(WANG)
    monkeypatch.setenv("COCKPIT_STEWARDS", "li@example.cn")
    assert (may_download(LI), may_download(WANG)) == (True, False)
    monkeypatch.setenv("COCKPIT_ANALYSTS", "wang@example.cn")
    assert may_download(WANG)
    monkeypatch.setenv("COCKPIT_READERS", "everyone")
    assert roles.may_download(None, settings.load())


def test_nobody_is_a_person_without_a_sign_in():
    for claims in ({}, LI, {**LI, "is_logged_in": False}, {**LI, "is_logged_in": "true"}):
        assert roles.person_of(claims, settings.load()) is None


def test_who_writes_signs_with_the_address_else_with_the_name():
    signed = {"is_logged_in": True, "name": "李"}
    assert roles.person_of({**signed, **LI}, settings.load()).author == "li@example.cn"
    assert roles.person_of(signed, settings.load()).author == "李"


@pytest.mark.parametrize("said", ["li", "group:", "li@example.cn wang@example.cn", "@", "组:统计"])
def test_a_word_that_is_neither_address_nor_group_is_refused(monkeypatch, said):
    monkeypatch.setenv("COCKPIT_STEWARDS", said)
    with pytest.raises(BadSetting, match="不是邮箱，也不是组"):
        settings.load()
