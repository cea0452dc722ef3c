"""The settings refuse to start a service that would be unsafe, and say in a sentence what to set."""

import runpy
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).resolve().parents[2] / "portal" / "settings.py"
REAL = {
    "ENTRYWISE_URL": "https://entrywise.example.gov",
    "ENTRYWISE_SECRET_KEY": "k" * 60,
    "ENTRYWISE_REPORT_KEYS": f"2026:{'A' * 43}",
    "ENTRYWISE_REPORT_PEPPER": "B" * 43,
}


@pytest.fixture
def settings_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    def load(**environment: str) -> dict[str, Any]:
        ours = ("URL", "SECRET_KEY", "REPORT_KEYS", "REPORT_PEPPER", "DEBUG", "HOSTS", "PROXIES")
        ours = (*ours, "OLD_SECRET_KEYS", "STAFF_IDLE_MINUTES", "STAFF_SESSION_MINUTES")
        for name in (*ours, "OFFICIAL_BANNER"):
            monkeypatch.delenv(f"ENTRYWISE_{name}", raising=False)
        for name in ("DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL", "EMAIL_URL"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ENTRYWISE_VAR", str(tmp_path))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return load


def test_a_laptop_needs_nothing_set(settings_with: Any, tmp_path: Path) -> None:
    found = settings_with()
    assert found["DEBUG"] is False
    assert set(found["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_the_key_of_a_laptop_stays_the_same(settings_with: Any) -> None:
    assert settings_with()["SECRET_KEY"] == settings_with()["SECRET_KEY"]


@pytest.mark.parametrize("name", [name for name in REAL if name != "ENTRYWISE_URL"])
def test_a_real_installation_must_bring_its_own_keys(settings_with: Any, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"Set {name}"):
        settings_with(**{key: value for key, value in REAL.items() if key != name})


def test_keys_of_reports_are_read_by_name_the_newest_first(settings_with: Any) -> None:
    keys = {"ENTRYWISE_REPORT_KEYS": f"2027:{'C' * 43},2026:{'A' * 43}"}
    assert list(settings_with(**{**REAL, **keys})["REPORT_KEYS"].items()) == [
        ("2027", "C" * 43),
        ("2026", "A" * 43),
    ]
    assert list(settings_with()["REPORT_KEYS"]) == ["1"]


def test_a_real_installation_is_secure_without_being_told(settings_with: Any) -> None:
    found = settings_with(**REAL)
    assert found["ALLOWED_HOSTS"] == ["entrywise.example.gov"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] > 31_000_000
    assert "Manifest" in found["STORAGES"]["staticfiles"]["BACKEND"]


def test_debug_pages_are_never_shown_on_a_real_address(settings_with: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="ENTRYWISE_DEBUG"):
        settings_with(**REAL, ENTRYWISE_DEBUG="yes")


@pytest.mark.parametrize("level", ["DEBUG", "NOTSET"])
def test_a_real_installation_never_logs_what_pages_are_made_of(settings_with: Any, level: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ENTRYWISE_LOG_LEVEL"):
        settings_with(**REAL, ENTRYWISE_LOG_LEVEL=level)
    assert settings_with(**REAL, ENTRYWISE_LOG_LEVEL="INFO")["LOGGING"]["root"]["level"] == "INFO"
    assert settings_with(ENTRYWISE_LOG_LEVEL=level)["LOGGING"]["root"]["level"] == level


@pytest.mark.parametrize(
    "address", ["http://entrywise.example.gov", "entrywise.example.gov", "ftp://127.0.0.1"]
)
def test_an_address_that_cannot_be_served_safely_is_refused(settings_with: Any, address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ENTRYWISE_URL"):
        settings_with(ENTRYWISE_URL=address)


def test_the_official_banner_is_off_unless_somebody_switches_it_on(settings_with: Any) -> None:
    assert settings_with(**REAL)["OFFICIAL_BANNER"] is False
    assert settings_with(**REAL, ENTRYWISE_OFFICIAL_BANNER="yes")["OFFICIAL_BANNER"] is True


def test_a_forwarded_protocol_is_believed_only_behind_proxies_of_ours(settings_with: Any) -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in settings_with(**REAL)
    assert "SECURE_PROXY_SSL_HEADER" in settings_with(**REAL, ENTRYWISE_PROXIES="1")


def test_whatever_mails_writes_into_the_outbox(settings_with: Any) -> None:
    found = settings_with(EMAIL_URL="smtp://mail.example.gov:25")
    assert found["EMAIL_BACKEND"] == "portal.delivery.backend.OutboxBackend"
    assert found["DELIVERY_MAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert found["EMAIL_HOST"] == "mail.example.gov"


def test_no_answer_of_a_mail_server_is_waited_for_longer_than_a_delivery_may_take(settings_with: Any) -> None:
    """An exchange has some eight answers, of which each may take its time."""
    found = settings_with(EMAIL_URL="smtp://mail.example.gov:25")
    assert 0 < 8 * found["EMAIL_TIMEOUT"] < found["DELIVERY_LEASE_SECONDS"]


def test_the_cache_in_front_is_named_by_a_whole_address(settings_with: Any) -> None:
    assert settings_with()["WAGTAILFRONTENDCACHE"] == {}
    found = settings_with(ENTRYWISE_CACHE_PURGE_URL="http://varnish:6081")["WAGTAILFRONTENDCACHE"]
    assert found["default"]["LOCATION"] == "http://varnish:6081"
    with pytest.raises(ImproperlyConfigured, match="ENTRYWISE_CACHE_PURGE_URL"):
        settings_with(ENTRYWISE_CACHE_PURGE_URL="varnish:6081")


def test_a_session_of_staff_is_as_long_as_the_rule_says_or_shorter(settings_with: Any) -> None:
    found = settings_with()
    assert (found["STAFF_IDLE_MINUTES"], found["STAFF_SESSION_MINUTES"]) == (15, 480)
    shorter = settings_with(ENTRYWISE_STAFF_IDLE_MINUTES="10", ENTRYWISE_STAFF_SESSION_MINUTES="60")
    assert (shorter["STAFF_IDLE_MINUTES"], shorter["SESSION_COOKIE_AGE"]) == (10, 3600)


@pytest.mark.parametrize("minutes", ["16", "100000", "0", "-1", "4"])
def test_nobody_makes_an_idle_session_live_longer(settings_with: Any, minutes: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="from 5 to 15"):
        settings_with(ENTRYWISE_STAFF_IDLE_MINUTES=minutes)


def test_nobody_makes_a_working_day_longer(settings_with: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="from 15 to 480"):
        settings_with(ENTRYWISE_STAFF_SESSION_MINUTES="481")


def test_a_key_that_was_exchanged_is_still_read(settings_with: Any) -> None:
    found = settings_with(**REAL, ENTRYWISE_OLD_SECRET_KEYS=f"{'o' * 60},{'p' * 60}")
    assert found["SECRET_KEY_FALLBACKS"] == ["o" * 60, "p" * 60]


def test_no_other_host_of_the_domain_plants_a_session(settings_with: Any) -> None:
    found = settings_with(**REAL)
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert "SESSION_COOKIE_DOMAIN" not in found


def test_passkeys_are_bound_to_the_address_of_the_service(settings_with: Any) -> None:
    assert settings_with(**REAL)["PASSKEY_HOST"] == "entrywise.example.gov"
    assert settings_with()["PASSKEY_HOST"] == "localhost"
