"""One module per family of question types. The two unions below are the registry: a type that stands in them exists
everywhere; nothing outside of this package names a type to make it work."""

from app.features.surveys.questions.agreement import Consent, Statement, YesNo
from app.features.surveys.questions.base import (
    NO_CONTEXT,
    AnswerContext,
    AnswerRejected,
    Column,
    Counters,
    QuestionBase,
    Scalar,
)
from app.features.surveys.questions.calendar import Date, Time
from app.features.surveys.questions.choice import Dropdown, MultipleChoice, OtherOption, SingleChoice
from app.features.surveys.questions.contact import Email, Phone
from app.features.surveys.questions.grid import Axis, Grid
from app.features.surveys.questions.matrix import Matrix
from app.features.surveys.questions.number import Number, Slider
from app.features.surveys.questions.options import Option
from app.features.surveys.questions.pictures import ImageId, PictureChoice, PictureOption
from app.features.surveys.questions.points import Points
from app.features.surveys.questions.quiz import PublicQuiz, Quiz
from app.features.surveys.questions.ranking import Ranking
from app.features.surveys.questions.scale import Nps, Scale, ScaleLabel
from app.features.surveys.questions.text import LongText, ShortText
from app.features.surveys.questions.texts import TRANSLATABLE, texts_of, with_texts

PlainQuestion = (
    SingleChoice
    | Dropdown
    | MultipleChoice
    | PictureChoice
    | YesNo
    | Consent
    | Statement
    | Ranking
    | Matrix
    | Points
    | Scale
    | Nps
    | Number
    | Slider
    | Date
    | Time
    | ShortText
    | LongText
    | Email
    | Phone
    | Grid
)
"""Those that hold nothing to be kept from participants."""

Question = PlainQuestion | Quiz
PublicQuestion = PlainQuestion | PublicQuiz
"""What ``for_participants`` gives."""

__all__ = [
    "NO_CONTEXT",
    "TRANSLATABLE",
    "AnswerContext",
    "AnswerRejected",
    "Axis",
    "Column",
    "Consent",
    "Counters",
    "Date",
    "Dropdown",
    "Email",
    "Grid",
    "ImageId",
    "LongText",
    "Matrix",
    "MultipleChoice",
    "Nps",
    "Number",
    "Option",
    "OtherOption",
    "Phone",
    "PictureChoice",
    "PictureOption",
    "Points",
    "PublicQuestion",
    "PublicQuiz",
    "Question",
    "QuestionBase",
    "Quiz",
    "Ranking",
    "Scalar",
    "Scale",
    "ScaleLabel",
    "ShortText",
    "SingleChoice",
    "Slider",
    "Statement",
    "Time",
    "YesNo",
    "texts_of",
    "with_texts",
]
