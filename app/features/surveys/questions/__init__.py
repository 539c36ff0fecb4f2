"""One module per family of question types; ``Question`` is the registry: a type that stands in it exists everywhere."""

from app.features.surveys.questions.base import AnswerRejected, Counters
from app.features.surveys.questions.choice import MultipleChoice, Option, SingleChoice
from app.features.surveys.questions.number import Number
from app.features.surveys.questions.scale import Nps, Scale, ScaleLabel
from app.features.surveys.questions.text import ShortText

Question = SingleChoice | MultipleChoice | Scale | Nps | Number | ShortText

__all__ = [
    "AnswerRejected",
    "Counters",
    "MultipleChoice",
    "Nps",
    "Number",
    "Option",
    "Question",
    "Scale",
    "ScaleLabel",
    "ShortText",
    "SingleChoice",
]
