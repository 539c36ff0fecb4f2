"""Results for those who have answered: who sees which, and that those who may see the same share one channel."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from app.contracts.events import ResultsChanged
from app.contracts.frames import ResultsData
from app.core.clock import utc_now
from app.core.principals import Participant
from app.features.sessions.model import first_state
from app.features.surveys.settings import ResultsFor
from realtime.answered import AnsweredChannels
from realtime.channel import Channel
from realtime.conflate import ConflatedResults, TallySnapshot
from realtime.hub import Hub
from realtime.ports import SessionView
from realtime.turnout import Asked
from tests.builders.hubs import CHANNEL, NobodyElse, Stored, hub_on

CELLS = {"q1@1": {"n": 3}, "q2@1": {"n": 2}, "q2@2": {"n": 1}}


class Session(Stored):
    """A session that shows results to those who have answered; ``q2`` is up, in its second round."""

    results_for: ResultsFor = "after_answer"
    attempts: int | None = None
    phase = "running"

    async def view(self, session: str) -> SessionView | None:
        state = msgspec.structs.replace(
            first_state("live", utc_now()), phase=self.phase, question="q2", rounds={"q2": 2}
        )
        return SessionView(session, "org_1", state, 1, results_for=self.results_for, attempts=self.attempts)

    async def load(self, session: str) -> TallySnapshot | None:
        return TallySnapshot(1, 1, utc_now(), ResultsData(6, CELLS))


class Answered(NobodyElse):
    """What each participant has answered."""

    def __init__(self, **of: set[Asked]) -> None:
        self._of = of

    async def given(self, participant: Participant, asked: Collection[Asked]) -> list[Asked]:
        return [one for one in asked if one in self._of.get(participant.participant, set())]


class Screen:
    """A socket that keeps what it was sent."""

    def __init__(self) -> None:
        self.cells: list[set[str]] = []

    def deliver(self, message: bytes) -> bool:
        self.cells.append(set(msgspec.json.decode(message[message.index(b"{") :])["data"]["cells"]))
        return True


async def opened(hub: Hub, participant: str) -> Channel:
    return await hub.open(Participant(participant, "ses_1", "org_1"), CHANNEL)


async def seen(hub: Hub, participant: str) -> set[str]:
    screen = Screen()
    (await opened(hub, participant)).add(screen, None)
    return screen.cells[-1]


async def test_while_a_question_is_up_all_who_have_answered_it_share_one_channel_and_nobody_else_sees_it() -> None:
    up, before = Asked("q2", 2), Asked("q1", 1)
    hub = hub_on(Session(), attendance=Answered(ada={up, before}, bob={up}, eve={before, Asked("q2", 1)}))
    assert await seen(hub, "ada") == {"q2@2"}
    assert await opened(hub, "ada") is await opened(hub, "bob")
    assert await seen(hub, "eve") == await seen(hub, "stranger") == set()


async def test_after_the_end_everybody_sees_the_rounds_that_they_have_answered() -> None:
    session = Session()
    session.phase = "ended"
    hub = hub_on(session, attendance=Answered(ada={Asked("q1", 1), Asked("q2", 2)}))
    assert await seen(hub, "ada") == {"q1@1", "q2@2"}


async def test_in_an_open_session_a_form_opens_the_results_of_its_attempt() -> None:
    session = Session()
    session.attempts = 2
    hub = hub_on(session, attendance=Answered(ada={Asked("form", 1)}, bob={Asked("form", 1), Asked("form", 3)}))
    assert await seen(hub, "ada") == await seen(hub, "bob") == {"q1@1", "q2@1"}


async def test_who_sees_results_sees_none_once_the_setting_has_changed() -> None:
    session, screen = Session(), Screen()
    hub = hub_on(session, attendance=Answered(ada={Asked("q2", 2)}))
    channel = await opened(hub, "ada")
    channel.add(screen, None)
    session.results_for = "nobody"
    await hub.refresh("ses_1")
    channel.bring_up_to_date(channel.behind())
    assert screen.cells == [{"q2@2"}, set()]


class Rising(Session):
    """Answers go on coming: the tally is at another version at each load."""

    async def load(self, session: str) -> TallySnapshot | None:
        cells = {**CELLS, "q2@2": {"n": self.version}, "q1@1": {"n": 3}}
        return TallySnapshot(1, self.version, utc_now(), ResultsData(6, cells))


async def test_what_comes_in_while_they_look_reaches_them_where_they_may_see_it() -> None:
    session, screen = Rising(), Screen()
    hub = hub_on(session, attendance=Answered(ada={Asked("q2", 2)}))
    channel = await opened(hub, "ada")
    channel.add(screen, None)
    for cell, version in (("q1@1", 2), ("q2@2", 3)):
        told = ResultsData(version, {cell: {"n": version}})
        hub.on_event(ResultsChanged("ses_1", 1, version - 1, version, utc_now(), told))
        channel.bring_up_to_date(channel.behind())
    assert screen.cells == [{"q2@2"}, {"q2@2"}], "of the question that they have not answered nothing is told"


def test_nothing_opens_results_of_a_session_whose_state_is_not_known() -> None:
    assert AnsweredChannels(CHANNEL, ConflatedResults()).openings(None, None) == []
