"""What programs send: typed, closed, bounded. Persons stand in bodies, never in addresses."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema
from pydantic_core import PydanticCustomError

from yakusoku.consent.rules import CHANNELS, WAYS, Form, How
from yakusoku.decisions.queries import Act

_MOMENT = re.compile(
    r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_SHORT = r"^[A-Za-z][A-Za-z0-9]*([-/._][A-Za-z0-9]+)*$"
_WORD = r"^[A-Za-z][A-Za-z0-9._:/-]{0,63}$"


def _moment(value: object) -> datetime:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("a moment with its zone")
    return datetime.fromisoformat(value.upper())


def _day(value: object) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day")
    return date.fromisoformat(value)


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": r"^(19|20|21)[0-9]{2}-"}),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^(19|20|21)[0-9]{2}-"}),
]
Short = Annotated[
    str,
    Field(pattern=_SHORT, max_length=40, description="A reference that names nobody, such as FORM-2026-118."),
]
Word = Annotated[str, Field(pattern=_WORD)]
Purpose = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$", description="A purpose by its id in the policy.")
]


def _word_of(words: tuple[str, ...]) -> AfterValidator:
    def check(word: str) -> str:
        if word not in words:
            raise PydanticCustomError("enum", "no word of its list")
        return word

    return AfterValidator(check)


Way = Annotated[str, _word_of(WAYS), WithJsonSchema({"type": "string", "enum": list(WAYS)})]
Channel = Annotated[str, _word_of(CHANNELS), WithJsonSchema({"type": "string", "enum": list(CHANNELS)})]


class Closed(BaseModel):
    """A form that takes no field that it does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GivenForm(Closed):
    """Something that a person gave of themselves."""

    identity: str = Field(
        pattern=r"^[a-z][a-z0-9_]{0,39}$",
        description="`email`, `phone_number`, `address`, or the word of a number of the company's own.",
        examples=["email"],
    )
    value: str = Field(min_length=1, max_length=300, examples=["someone@example.jp"])


class PersonForm(Closed):
    """Whom a call is about. An address or telephone number comes with a name, or is for the whole household."""

    given: list[GivenForm] = Field(min_length=1, max_length=10)
    name: str | None = Field(None, min_length=1, max_length=100)
    household: StrictBool = False


class ArrivalForm(Closed):
    """How a choice reached the company. Without `chosen_at` it was chosen now."""

    channel: Channel = "internet"
    through: Word = Field("web", description="The company's own code of the form or desk.")
    chosen_at: Moment | None = None
    reference: Short | None = Field(
        None, description="The number of the delivery: a second one records nothing."
    )
    proof: Short | None = Field(None, description="The number of what shows the choice.")
    proof_digest: str | None = Field(
        None, pattern=r"^[0-9a-f]{64}$", description="The SHA-256 of what shows it."
    )


class ConfirmationForm(Closed):
    """How it was known that it is the person."""

    how: How
    reference: Short = Field(description="The request, note or sign-in in which that stands.")
    reason: Word = Field("own-wish", description="Why, as a short code.")


class QuestionForm(Closed):
    """A use that somebody wants to make."""

    purpose: Annotated[str, Field(pattern=r"^([a-z][a-z0-9-]{0,62})?$")] = Field(
        description="The purpose by its id; empty only where law provides for a provision whatever the purpose."
    )
    data: list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{0,119}$")]] = Field(
        min_length=1, max_length=100
    )
    who: Word = "controller"
    route: Word | None = None
    recipient: Word | None = None
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$")
    channel: Word | None = None
    medium: Word | None = None
    about: Word = "customer"
    act: Act = "use"
    cases: list[Word] = Field(default=[], max_length=20)
    as_of: Day | None = Field(None, description="Today in the company's zone where nothing is said.")
    facts: list[
        Annotated[
            str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}(:[A-Za-z0-9_.*-]{1,80})?(=[A-Za-z0-9_.-]{1,40})?$")
        ]
    ] = Field(default=[], max_length=100, description="What is so, as `yakusoku may --fact` takes it.")
    person: PersonForm | None = Field(
        None,
        description="Looked up in the register of choices; consents and stops are then not taken from `facts`.",
    )
    everybody: StrictBool = Field(False, description="Ask about people who are not yet known.")
    use: str | None = Field(
        None,
        pattern=r"^use_[0-9A-HJKMNP-TV-Z]{16}$",
        description="The use in the register that asks; it is counted.",
    )


class QuestionsForm(Closed):
    """Several uses, each answered by itself and in their order."""

    questions: list[QuestionForm] = Field(min_length=1, max_length=200)


class ConsentForm(Closed):
    """A consent that was given or refused, with the words that stood before the person."""

    scope: Word = Field(description="As in `purposes.news`.", examples=["purposes.news"])
    answer: Literal["given", "refused"]
    form: Form = Form.PLAIN
    version: Day | None = Field(None, description="The version of the notice that was shown.")
    sentence: str = Field(
        "", max_length=120, pattern=r"^[A-Za-z0-9.:_-]*$", description="The id of the sentence."
    )
    language: Literal["en", "ja"] = "ja"
    person: PersonForm
    arrival: ArrivalForm = ArrivalForm()


class WithdrawalForm(Closed):
    """A consent that is withdrawn: as easily as it was given, and nobody is asked who they are."""

    scope: Word
    person: PersonForm
    arrival: ArrivalForm = ArrivalForm()


class StopForm(Closed):
    """Advertising that is stopped at once. Nobody is asked who they are."""

    way: Way = Field("any", description="By which way no more is wanted.")
    purpose: Purpose | None = None
    person: PersonForm
    arrival: ArrivalForm = ArrivalForm()


class ObjectionForm(Closed):
    """An objection, a suspension of use or provision, or a restriction of processing."""

    kind: Literal["objection", "suspension", "restriction"]
    scope: Word = Field("any", description="As in `purposes.news`, or `any`.")
    person: PersonForm
    arrival: ArrivalForm = ArrivalForm()


class LooseningForm(Closed):
    """Something that was stopped and is wanted again, once the person was confirmed."""

    kind: Literal["stop", "objection", "suspension", "restriction"]
    scope: Word
    purpose: Purpose | None = None
    person: PersonForm
    arrival: ArrivalForm = ArrivalForm()
    confirmation: ConfirmationForm


class ChoicesForm(Closed):
    """Who wants to know what they chose, and how it was known that it is them."""

    person: PersonForm
    confirmation: ConfirmationForm


class ReceiptForm(ChoicesForm):
    """Who wants the receipt of a consent."""

    choice: str = Field(pattern=r"^cho_[0-9A-HJKMNP-TV-Z]{16}$")
