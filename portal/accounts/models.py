"""Who can sign in: staff and, later, trusted importers. Visitors need no account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Known by an email address; there is no other name to forget."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)
    session_round = models.PositiveIntegerField(default=0, editable=False)
    """Raised to end every session of the account (portal.accounts.sessions)."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta(AbstractUser.Meta):
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address_in_any_case")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are kept in lower case, which is how the sign-in looks them up."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What each session carries of the account; Django ends a session where it differs."""
        told = f"{self.session_round}:{self.password}"
        return salted_hmac("portal.accounts.session", told, secret=secret, algorithm="sha256").hexdigest()

    def __str__(self) -> str:
        return self.get_full_name() or self.email
