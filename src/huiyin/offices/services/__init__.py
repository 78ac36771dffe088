"""The only writer of this room. Each function asks who acts, writes, and logs in the same transaction."""

from __future__ import annotations

from huiyin.offices.services.accounts import (
    add_officer,
    change_password,
    first_administrators,
    officer_of,
    reset_password,
    set_active,
    share_demo_password,
    unlock,
)
from huiyin.offices.services.authority import DEMO_MACHINE, SETUP_MACHINE
from huiyin.offices.services.keys import (
    Spoken,
    every_key,
    keys_of,
    make_key,
    speak,
    take_key,
    withdraw_key,
)
from huiyin.offices.services.leaving import Moved, leave
from huiyin.offices.services.posting import appoint_deputy, end_deputy, end_post, give_post
from huiyin.offices.services.signins import name_for_lock, record_sign_in
from huiyin.offices.services.structure import (
    add_signboard,
    change_office,
    close_office,
    end_relation,
    end_signboard,
    open_office,
    relate,
    seat,
    unseat,
)

__all__ = [
    "DEMO_MACHINE",
    "SETUP_MACHINE",
    "Moved",
    "Spoken",
    "add_officer",
    "add_signboard",
    "appoint_deputy",
    "change_office",
    "change_password",
    "close_office",
    "end_deputy",
    "end_post",
    "end_relation",
    "end_signboard",
    "every_key",
    "first_administrators",
    "give_post",
    "keys_of",
    "leave",
    "make_key",
    "name_for_lock",
    "officer_of",
    "open_office",
    "record_sign_in",
    "relate",
    "reset_password",
    "seat",
    "set_active",
    "share_demo_password",
    "speak",
    "take_key",
    "unlock",
    "unseat",
    "withdraw_key",
]
