"""An installation that is set up wrongly says everything that is wrong, and does not start."""

from __future__ import annotations

import base64

import pytest

from clinic_suite.settings import Settings, SettingsRefused, Stage
from tests.builders.settings import SMS, SMTP, TWILIO, WHATSAPP, a_key, an_environment, some_settings


def _faults(**changes: str | None) -> list[str]:
    with pytest.raises(SettingsRefused) as refused:
        some_settings(**changes)
    return refused.value.faults


def _in_production(**changes: str | None) -> dict[str, str]:
    return an_environment(
        **{
            "CLINIC_STAGE": None,
            "MONGODB_URI": "mongodb://db/?replicaSet=rs0",
            "CLINIC_PUBLIC_URL": "https://clinic.example",
            **changes,
        }
    )


def test_a_usable_environment_is_accepted() -> None:
    settings = some_settings()
    assert settings.stage is Stage.TEST
    assert settings.secret.get_secret_value() == b"s" * 32
    assert not settings.rate_limits


def test_all_faults_are_told_at_once() -> None:
    faults = _faults(
        CLINIC_SECRET="short",
        REDIS_URL=None,
        CLINIC_POOL_SIZE="0",
        CLINIC_LOG_LEVEL="loud",
        CLINIC_PUBLIC_ULR="https://clinic.example",
    )
    assert {f.split(":")[0] for f in faults} == {
        "CLINIC_SECRET",
        "REDIS_URL",
        "CLINIC_POOL_SIZE",
        "CLINIC_LOG_LEVEL",
        "CLINIC_PUBLIC_ULR",
    }


def test_production_tells_what_it_forbids_together_with_every_other_fault() -> None:
    with pytest.raises(SettingsRefused) as refused:
        Settings.from_env(an_environment(CLINIC_STAGE=None, CLINIC_SECRET=None))
    assert {f.split(":")[0] for f in refused.value.faults} == {
        "CLINIC_SECRET",
        "MONGODB_URI",
        "CLINIC_PUBLIC_URL",
    }


def test_an_installation_that_says_nothing_is_a_production() -> None:
    assert Settings.from_env(_in_production()).stage is Stage.PRODUCTION


@pytest.mark.parametrize(
    ("variable", "value"),
    [("MONGODB_URI", "preview:///data/x.bson"), ("CLINIC_PUBLIC_URL", "http://clinic.example")],
)
def test_production_does_not_run_on_conveniences(variable: str, value: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        Settings.from_env(_in_production(**{variable: value}))
    assert [f.split(":")[0] for f in refused.value.faults] == [variable]


@pytest.mark.parametrize("secret", ["CLINIC_SECRET", "CLINIC_MASTER_KEYS", "MONGODB_URI", "REDIS_URL"])
def test_a_secret_has_no_default(secret: str) -> None:
    assert _faults(**{secret: None}) == [f"{secret}: is missing and has no default"]
    assert _faults(**{secret: ""}) == [f"{secret}: is missing and has no default"]


def test_a_misspelt_variable_is_a_fault_and_not_a_default() -> None:
    assert _faults(CLINIC_RATELIMITS="false") == ["CLINIC_RATELIMITS: is not a setting of Clinic Suite"]


def test_what_belongs_to_the_launcher_or_to_others_is_left_alone() -> None:
    some_settings(CLINIC_PORT="8000", CLINIC_VAR="var", HOME="/root")


@pytest.mark.parametrize(
    ("ring", "says"),
    [
        (a_key(), "must read version:base64"),
        (f"1:{a_key()},1:{a_key('n')}", "names version 1 twice"),
        (f":{a_key()}", "must read version:base64"),
        ("1:%%%", "is not base64"),
        (f"1:{base64.b64encode(b'x' * 16).decode()}", "must be 32 bytes in base64, not 16"),
    ],
)
def test_a_ring_of_master_keys_that_cannot_be_used_is_refused(ring: str, says: str) -> None:
    assert [says in fault for fault in _faults(CLINIC_MASTER_KEYS=ring)] == [True]


def test_the_first_master_key_comes_first() -> None:
    settings = some_settings(CLINIC_MASTER_KEYS=f"2:{a_key('b')}, 1:{a_key('a')}")
    assert list(settings.master_keys) == ["2", "1"]
    assert settings.master_keys["1"].get_secret_value() == b"a" * 32


def test_no_secret_is_shown_in_a_fault_or_in_a_printout() -> None:
    hidden = base64.b64encode(b"do not show me").decode()
    assert not any(hidden in f for f in _faults(CLINIC_SECRET=hidden, CLINIC_MASTER_KEYS=f"1:{hidden}"))
    assert "ssss" not in repr(some_settings())


def test_codes_go_to_india_unless_other_countries_are_named() -> None:
    assert some_settings().countries == ("IN",)
    assert some_settings(CLINIC_COUNTRIES="IN, NP").countries == ("IN", "NP")


@pytest.mark.parametrize("countries", ["India", "in", "IN,XX", "+91", ","])
def test_a_country_that_does_not_exist_is_a_fault(countries: str) -> None:
    assert any("CLINIC_COUNTRIES" in fault for fault in _faults(CLINIC_COUNTRIES=countries))


@pytest.mark.parametrize(
    "whole",
    [{**TWILIO, **SMS}, {**TWILIO, **WHATSAPP}, {**TWILIO, **SMS, **WHATSAPP}, SMTP, {}],
)
def test_a_provider_may_be_set_up_whole_or_not_at_all(whole: dict[str, str]) -> None:
    some_settings(**whole)


@pytest.mark.parametrize(
    "whole",
    [
        {**TWILIO, **SMS},
        {**TWILIO, **WHATSAPP},
        {**SMTP, "CLINIC_SMTP_USER": "u", "CLINIC_SMTP_PASSWORD": "p"},
    ],
)
def test_half_a_provider_is_a_fault_that_names_what_is_missing(whole: dict[str, str]) -> None:
    for missing in whole:
        if missing not in ("CLINIC_SMTP_HOST", "CLINIC_MAIL_FROM") or whole.keys() >= SMTP.keys():
            faults = _faults(**{name: value for name, value in whole.items() if name != missing})
            assert any(f.startswith(f"{missing}: is missing") for f in faults), (missing, faults)


def test_an_account_by_which_nothing_is_sent_is_a_fault() -> None:
    assert [f.split(":")[0] for f in _faults(**TWILIO)] == ["CLINIC_TWILIO_ACCOUNT"]


def test_half_a_provider_is_told_together_with_every_other_fault() -> None:
    faults = _faults(**WHATSAPP, CLINIC_SECRET=None)
    assert {f.split(":")[0] for f in faults} == {
        "CLINIC_SECRET",
        "CLINIC_TWILIO_ACCOUNT",
        "CLINIC_TWILIO_TOKEN",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLINIC_SMS_TEXT", "no gap"),
        ("CLINIC_SMS_TEXT", "{#var#} {#var#}"),
        ("CLINIC_SMS_DLT_ENTITY", "abc"),
        ("CLINIC_TWILIO_ACCOUNT", "SK123"),
        ("CLINIC_WHATSAPP_FROM", "98123"),
        ("CLINIC_WHATSAPP_TEMPLATE", "free text"),
        ("CLINIC_SMTP_TLS", "none"),
        ("CLINIC_SMTP_TLS", "perhaps"),
        ("CLINIC_MAIL_FROM", "desk@x.example\nBcc: thief@else.example"),
    ],
)
def test_a_provider_that_could_not_work_is_refused_at_the_start(name: str, value: str) -> None:
    faults = _faults(**{**TWILIO, **SMS, **WHATSAPP, **SMTP, name: value})
    assert [f.split(":")[0] for f in faults] == [name]


def test_a_token_of_a_provider_is_not_shown_in_a_printout() -> None:
    shown = repr(some_settings(**TWILIO, **SMS, **SMTP, CLINIC_SMTP_USER="u", CLINIC_SMTP_PASSWORD="hide me"))
    assert "a token of the account" not in shown
    assert "hide me" not in shown


@pytest.mark.parametrize(
    "address",
    [
        'https://x.example/"><script>/live',
        "https://x.example; script-src */live",
        "x/live",
        "https://x.example",
    ],
)
def test_what_would_stand_in_every_page_is_nothing_but_an_address(address: str) -> None:
    assert [f.split(":")[0] for f in _faults(CLINIC_LIVE_URL=address)] == ["CLINIC_LIVE_URL"]
