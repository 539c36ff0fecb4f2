"""Who calls and from where, as arguments of handlers: the caller that a guard let in, and the device."""

from __future__ import annotations

from litestar import Request
from litestar.datastructures import State
from litestar.di import Provide

from app.core.errors import NotAllowed
from app.core.principals import Member, Participant, Principal
from app.http.devices import device_of


def _principal(request: Request[Principal, None, State]) -> Principal:
    return request.user


def _member(request: Request[Principal, None, State]) -> Member:
    if not isinstance(request.user, Member):
        raise NotAllowed
    return request.user


def _participant(request: Request[Principal, None, State]) -> Participant:
    if not isinstance(request.user, Participant):
        raise NotAllowed
    return request.user


CALLERS = {
    "device": Provide(device_of, sync_to_thread=False),
    "principal": Provide(_principal, sync_to_thread=False),
    "member": Provide(_member, sync_to_thread=False),
    "participant": Provide(_participant, sync_to_thread=False),
}
