"""``/api/v1/sessions/{id}/export.csv`` and its kin, and the points of quiz questions."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from app.core.principals import Member, Participant
from app.features.exports.schemas import Codebook, Leaderboard, OwnPlace, ScoreResource
from app.features.exports.scores import ScoreService
from app.features.exports.service import ExportService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows, participants_only

CSV = "text/csv"
JSON = "application/json"

WithBom = Annotated[
    bool, QueryParameter(name="bom", required=False, description="Begin with a byte order mark, for Excel")
]
Top = Annotated[int, QueryParameter(name="top", ge=1, le=100, description="How many participants")]


class ExportController(Controller):
    path = "/sessions"
    tags = ("results",)

    @get(
        "/{session_id:str}/export.csv",
        guards=[allows("results:export")],
        media_type=CSV,
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def export_answers_as_csv(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        exports: NamedDependency[ExportService],
        bom: WithBom = False,
    ) -> Stream:
        """The final answers, one row for each participant and attempt."""
        pieces = await exports.export(member, session_id, "csv", with_bom=bom)
        return Stream(pieces, media_type=f"{CSV}; charset=utf-8", headers=_file(f"{session_id}.csv"))

    @get(
        "/{session_id:str}/export.json",
        guards=[allows("results:export")],
        media_type=JSON,
        responses=problem_responses(401, 403, 404, 409, 429, 503),
    )
    async def export_answers_as_json(
        self, session_id: FromPath[str], member: NamedDependency[Member], exports: NamedDependency[ExportService]
    ) -> Stream:
        """The same as a list of objects, without the questions that were skipped."""
        pieces = await exports.export(member, session_id, "json")
        return Stream(pieces, media_type=JSON, headers=_file(f"{session_id}.json"))

    @get(
        "/{session_id:str}/codebook.json",
        guards=[allows("results:export")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_codebook(
        self, session_id: FromPath[str], member: NamedDependency[Member], exports: NamedDependency[ExportService]
    ) -> Response[Codebook]:
        """What the columns of an export mean: labels, kinds and codes."""
        book = await exports.codebook(member, session_id)
        return Response(book, headers=_file(f"{session_id}-codebook.json"))

    @get(
        "/{session_id:str}/leaderboard",
        guards=[allows("results:read")],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def get_leaderboard(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        scores: NamedDependency[ScoreService],
        top: Top = 10,
    ) -> Envelope[Leaderboard]:
        """Who has the most points in the quiz questions that are revealed."""
        return enveloped(await scores.leaderboard(member, session_id, top))


class ScoreController(Controller):
    path = "/participants"
    tags = ("join",)

    @get("/me/score", guards=[participants_only], responses=problem_responses(401, 403, 404, 429))
    async def get_own_score(
        self, participant: NamedDependency[Participant], scores: NamedDependency[ScoreService]
    ) -> Envelope[ScoreResource]:
        """The participant's points in the quiz questions that are revealed."""
        return enveloped(await scores.own(participant))

    @get("/me/leaderboard", guards=[participants_only], responses=problem_responses(401, 403, 404, 409, 429, 503))
    async def get_own_place(
        self, participant: NamedDependency[Participant], scores: NamedDependency[ScoreService]
    ) -> Envelope[OwnPlace]:
        """The participant's place in the quiz and who leads, while the presenter's screens show the leaderboard."""
        return enveloped(await scores.place(participant))


def _file(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
