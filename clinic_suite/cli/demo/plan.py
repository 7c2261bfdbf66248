"""What a demo will contain, thought out before anything is stored: the same for the same seed.

Only the closures follow the calendar, because a holiday that is over shows nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import attrs

from clinic_suite.cli.demo import holidays
from clinic_suite.cli.demo.bios import Texts
from clinic_suite.cli.demo.dice import dealt, dice, weighted
from clinic_suite.cli.demo.names import family_name, given_name
from clinic_suite.cli.demo.places import CITIES, City
from clinic_suite.cli.demo.trades import BY_SPECIALITY, EVERYDAY, TRADES, Offer, Trade
from clinic_suite.directory.model import (
    Address,
    FreeRevisit,
    Language,
    Mode,
    NewClinic,
    NewClosure,
    NewPractitioner,
    NewService,
)
from clinic_suite.kernel.ids import PractitionerId
from clinic_suite.kernel.money import Money

DOCTORS_IN_A_CLINIC = 7
MOST_CLINICS = len(CITIES) * len(CITIES[0].sites)
_CALLED_BY_GIVEN_NAME = frozenset(
    {
        Language.TAMIL,
        Language.TELUGU,
        Language.KANNADA,
        Language.MALAYALAM,
        Language.URDU,
        Language.PUNJABI,
    }
)


@attrs.frozen(kw_only=True)
class Demo:
    """How much of a demo is wanted."""

    seed: int
    doctors: int
    patients: int
    clinics: int

    @classmethod
    def sized(cls, *, seed: int, doctors: int, patients: int, clinics: int | None = None) -> Demo:
        """A clinic for every seven doctors, unless a number of clinics is wished."""
        fitting = min(-(-doctors // DOCTORS_IN_A_CLINIC), MOST_CLINICS)
        return cls(seed=seed, doctors=doctors, patients=patients, clinics=clinics or fitting)

    def share(self, of: int, clinic: int) -> int:
        """How many of so many things belong to one clinic; the first clinics take the odd ones."""
        return of // self.clinics + (1 if clinic < of % self.clinics else 0)


@attrs.frozen(kw_only=True)
class PlannedService:
    """A service whose doctors are still numbers in the clinic's list."""

    wish: NewService
    doctors: tuple[int, ...]

    def offered_by(self, ids: list[PractitionerId]) -> NewService:
        return attrs.evolve(self.wish, practitioner_ids=tuple(ids[n] for n in self.doctors))


@attrs.frozen(kw_only=True)
class PlannedClinic:
    """One clinic of a demo with all that the directory knows of it."""

    number: int
    city: City
    mail: str
    wish: NewClinic
    doctors: tuple[NewPractitioner, ...]
    services: tuple[PlannedService, ...]
    closures: tuple[NewClosure, ...]


def plan(demo: Demo, today: date) -> list[PlannedClinic]:
    """The clinics of a demo; with the first seed anybody tries, Pune comes first."""
    taken: set[str] = set()
    texts = Texts(dice(demo.seed, "bios"))
    numbers = dice(demo.seed, "registrations").sample(range(1000, 10_000), demo.doctors)
    return [_clinic(demo, clinic, today, taken, texts, numbers) for clinic in range(demo.clinics)]


def _clinic(
    demo: Demo,
    clinic: int,
    today: date,
    taken: set[str],
    texts: Texts,
    numbers: list[int],
) -> PlannedClinic:
    city = CITIES[clinic % len(CITIES)]
    site = city.sites[clinic // len(CITIES)]
    chance = dice(demo.seed, "clinic", clinic)
    trades = _trades(chance, demo.share(demo.doctors, clinic))
    women = dealt(chance, (True, False), len(trades))
    people = [
        _somebody(dice(demo.seed, "name", clinic, place), city, trade, woman, taken)
        for place, (trade, woman) in enumerate(zip(trades, women, strict=True))
    ]
    doctors = tuple(
        _doctor(dice(demo.seed, "doctor", clinic, place), city, person, texts, numbers.pop())
        for place, person in enumerate(people)
    )
    return PlannedClinic(
        number=clinic,
        city=city,
        mail=site.mail,
        wish=NewClinic(
            name=site.name,
            about=site.about,
            address=Address(
                line1=site.line1, line2=site.line2, city=city.name, state=city.state, pin_code=site.pin_code
            ),
            phone=_landline(chance, city),
            email=f"desk@{site.mail}.example",
            time_zone="Asia/Kolkata",
            languages=_spoken(city),
        ),
        doctors=doctors,
        services=tuple(_services(doctors)),
        closures=tuple(NewClosure(**attrs.asdict(h)) for h in holidays.coming(city.state, today)),
    )


def _trades(chance: random.Random, count: int) -> list[Trade]:
    """A small clinic has a physician and what families need daily; a larger one has rarer people too."""
    everyday = [EVERYDAY[0], *chance.sample(EVERYDAY[1:], 2)]
    chosen = list(everyday)
    while len(chosen) < count:
        left = [t for t in TRADES if t not in chosen] or list(TRADES)
        chosen.append(weighted(chance, {t: t.weight for t in left}))
    return chosen[:count]


@attrs.frozen(kw_only=True)
class _Person:
    """Who a doctor is, before anything is said of their practice."""

    trade: Trade
    home: Language
    woman: bool
    given: str
    family: str

    @property
    def name(self) -> str:
        return f"{self.trade.title} {self.given} {self.family}".strip()

    @property
    def words(self) -> dict[str, str]:
        """How a text speaks of this person; in the south and without a title people go by the given name."""
        by_given = self.home in _CALLED_BY_GIVEN_NAME or not self.trade.title
        called = f"{self.trade.title} {self.given if by_given else self.family}".strip()
        if self.woman:
            return {"Name": called, "She": "She", "she": "she", "her": "her"}
        return {"Name": called, "She": "He", "she": "he", "her": "his"}


def _somebody(chance: random.Random, city: City, trade: Trade, woman: bool, taken: set[str]) -> _Person:
    """Somebody whose name no other doctor of this demo has, so that nobody thinks a search is broken."""
    while True:
        home = weighted(chance, city.speaks)
        given, family = given_name(chance, home, woman=woman), family_name(chance, home, woman=woman)
        person = _Person(trade=trade, home=home, woman=woman, given=given, family=family)
        if person.name not in taken:
            taken.add(person.name)
            return person


def _doctor(chance: random.Random, city: City, person: _Person, texts: Texts, number: int) -> NewPractitioner:
    trade, since = person.trade, chance.randint(1991, 2020)
    video = chance.randrange(100) < trade.by_video
    return NewPractitioner(
        name=person.name,
        specialities=(trade.speciality,),
        qualifications=chance.choice(trade.degrees),
        registration_number=(trade.council or city.council).format(
            year=since, month=chance.randint(1, 12), number=number
        ),
        experience_since_year=since,
        fee=_price(trade.rupees, city),
        languages=_languages(chance, city, person.home),
        bio=texts.bio(trade.speciality, chance, city=city.name, year=since, **person.words),
        modes=(Mode.IN_PERSON, Mode.VIDEO) if video else (Mode.IN_PERSON,),
    )


def _services(doctors: tuple[NewPractitioner, ...]) -> Iterator[PlannedService]:
    """A consultation for each speciality, by video where somebody does, and what else it offers."""
    for speciality in dict.fromkeys(d.specialities[0] for d in doctors):
        trade = BY_SPECIALITY[speciality]
        ours = tuple(n for n, d in enumerate(doctors) if d.specialities[0] is speciality)
        video = tuple(n for n in ours if Mode.VIDEO in doctors[n].modes)
        fee = doctors[ours[0]].fee
        revisit = FreeRevisit(within_days=7, price=Money(0))
        yield _service(trade.visit, trade.minutes, fee, ours, free_revisit=revisit)
        if video:
            less = _rounded(fee.percent(90))
            yield _service(f"{trade.visit} by video", trade.minutes, less, video, mode=Mode.VIDEO)
        for offer in trade.offers:
            if by := video if offer.mode is Mode.VIDEO else ours:
                yield _offered(offer, by)


def _offered(offer: Offer, by: tuple[int, ...]) -> PlannedService:
    return _service(
        offer.name,
        offer.minutes,
        Money.rupees(offer.rupees),
        by,
        mode=offer.mode,
        tax_class=offer.tax_class,
        buffer_after_minutes=offer.buffer_after_minutes,
    )


def _service(
    name: str, minutes: int, price: Money, doctors: tuple[int, ...], **more: object
) -> PlannedService:
    wish = NewService(
        name=name,
        length_minutes=minutes,
        price=price,
        practitioner_ids=(),
        **more,  # type: ignore[arg-type]
    )
    return PlannedService(wish=wish, doctors=doctors)


def _price(rupees: int, city: City) -> Money:
    return _rounded(Money.rupees(rupees).percent(city.dear_percent))


def _rounded(price: Money) -> Money:
    """A fee that somebody would really ask: in steps of fifty rupees."""
    return Money.rupees(round(price.paise / 5000) * 50)


def _spoken(city: City) -> tuple[Language, ...]:
    """The desk speaks the city's own tongue, then English, then Hindi."""
    return tuple(
        dict.fromkeys((max(city.speaks, key=city.speaks.__getitem__), Language.ENGLISH, Language.HINDI))
    )


def _languages(chance: random.Random, city: City, home: Language) -> tuple[Language, ...]:
    local, english, hindi = (*_spoken(city), Language.HINDI)[:3]
    speaks = [home, english]
    if chance.random() < 0.9:
        speaks.append(local)
    if chance.random() < 0.7:
        speaks.append(hindi)
    return tuple(dict.fromkeys(speaks))


def _landline(chance: random.Random, city: City) -> str:
    rest = 9 - len(city.dialling)
    return f"+91{city.dialling}2{chance.randrange(10 ** (rest - 1), 10**rest)}"
