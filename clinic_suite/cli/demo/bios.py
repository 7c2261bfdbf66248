"""What is said of a doctor.  Written by hand, because people notice when it is not.

``{Name}`` is how the doctor is called (Dr. Kulkarni), ``{She}``, ``{she}`` and ``{her}`` follow the person.
"""

from __future__ import annotations

import random

from clinic_suite.directory.model import Speciality

WORK: dict[Speciality, tuple[str, ...]] = {
    Speciality.GENERAL_MEDICINE: (
        "Fevers, blood pressure, sugar, a cough that will not go: {Name} sees what a family brings through the "
        "door, and says plainly when it is time for a specialist.",
        "{Name} likes a long first visit. {She} writes down every medicine you take, including the ones from the "
        "neighbour, and usually stops at least one of them.",
        "After eleven years on the wards {Name} came back to general practice because {she} missed knowing how the "
        "story ends.",
        "{Name} runs a Saturday clinic for blood pressure, where the machine is checked before you are.",
        "Dengue season is the busy time for {Name}. The rest of the year belongs to thyroids, tired people and "
        "travellers' vaccines.",
        "{Name} has looked after some families for three generations and still makes house calls on Sundays.",
        "{Name} prescribes little and explains a lot. Bring your questions on paper; {she} will go through them in "
        "order.",
    ),
    Speciality.PAEDIATRICS: (
        "{Name} keeps a drawer of stickers and a stethoscope with a giraffe on it. Newborns to eighteen-year-olds, "
        "with time for the parents' questions too.",
        "Wheezing, eczema and feeding troubles are what {Name} sees most. {She} answers messages from new parents "
        "until nine in the evening.",
        "{Name} trained in neonatal care and now follows many of {her} early babies into school.",
        "Ask {Name} about fussy eaters. {She} has two at home.",
        "Vaccination days with {Name} run on time, because {she} knows what waiting does to a toddler.",
    ),
    Speciality.GYNAECOLOGY: (
        "{Name} has delivered a little over four thousand babies. {She} is as happy to talk about painful periods "
        "as about pregnancy.",
        "PCOS, fibroids and the years around menopause are {Name}'s main work, along with high-risk pregnancies.",
        "{Name} sees teenagers with or without their mothers in the room, as they prefer.",
        "Patients say that {Name} explains a scan until they can see it as well.",
    ),
    Speciality.DERMATOLOGY: (
        "Acne that scars, hair that thins, vitiligo and stubborn fungal rashes: {Name} treats skin of every Indian "
        "shade and photographs progress at each visit.",
        "{Name} will tell you which three products to keep and which nine to throw away.",
        "Psoriasis and eczema are what {Name} wrote {her} thesis on; moles and warts are removed here, the same day.",
        "{Name} thinks that most steroid creams sold without a prescription should not be, and spends much of the "
        "week undoing their work.",
    ),
    Speciality.ORTHOPAEDICS: (
        "Knees, shoulders and backs. {Name} operates when it helps and sends you to the physiotherapist when that "
        "helps more.",
        "{Name} played club cricket until a rotator cuff said otherwise, and has been patient with athletes ever since.",
        "Fractures of children and of the very old are {Name}'s speciality, together with joint replacement at the "
        "city hospital on Tuesdays.",
        "Office backs and kitchen necks: {Name} begins with how you sit.",
    ),
    Speciality.DENTISTRY: (
        "{Name} counts to three before every injection and means three.",
        "Root canals under magnification, crowns in two visits, and a quiet voice for people who fear the chair.",
        "Children's first visits with {Name} are short: they ride the chair up and down, and that is all.",
        "{Name} restores worn teeth and fits dentures that people actually wear.",
    ),
    Speciality.CARDIOLOGY: (
        "{Name} spends mornings in the cath lab and afternoons here, where most hearts only need a walk, a tablet "
        "and less salt.",
        "Palpitations, valve disease and follow-up after stents. {Name} draws the heart on paper for everybody.",
        "{Name} runs the clinic's programme for people under forty with a family history of heart attacks.",
    ),
    Speciality.ENT: (
        "Sinuses, snoring, ringing ears and lost voices: {Name} looks with an endoscope and shows you the picture.",
        "{Name} sees many teachers and singers, and teaches them to rest a voice properly.",
        "Children with glue ear and adults with vertigo fill {Name}'s week.",
    ),
    Speciality.OPHTHALMOLOGY: (
        "Cataract surgery was {Name}'s first love. Now it is screening diabetic eyes before they lose anything.",
        "{Name} checks squints and lazy eyes in children from the age of one.",
        "Glaucoma, dry eyes and too many screens; {Name} measures twice and prescribes once.",
    ),
    Speciality.DIABETOLOGY: (
        "{Name} begins with what you cooked last night, and adjusts the medicine to the kitchen.",
        "Insulin is explained here without hurry. {Name} teaches the whole family how to use the pen.",
        "{Name} keeps a register of {her} patients' feet, kidneys and eyes, and calls those who are overdue.",
    ),
    Speciality.PHYSIOTHERAPY: (
        "Frozen shoulders, knee replacements, runners in a hurry. {Name} sets three exercises, not fifteen.",
        "{Name} worked with a state athletics team and now mostly with people who sit too long.",
        "After a stroke the first six months matter most; {Name} also comes to the house.",
    ),
    Speciality.PSYCHIATRY: (
        "{Name} sees adults with anxiety, depression and sleeplessness. The first visit is long and has no forms.",
        "Exam stress, panic and the after-effects of loss: {Name} combines talking with as little medicine as "
        "will do.",
        "{Name} speaks with families only when the patient has agreed, and says so at the start.",
    ),
    Speciality.GASTROENTEROLOGY: (
        "Acidity, IBS, fatty liver and hepatitis. {Name} does endoscopies on Wednesdays and Fridays.",
        "{Name} believes half of {her} patients need a dinner before eight more than they need a scope.",
    ),
    Speciality.NEUROLOGY: (
        "Migraine, epilepsy, tremor and memory. {Name} asks for a video of the attack, and it often settles the "
        "matter.",
        "{Name} trained in stroke care and still carries the hospital phone every fourth night.",
    ),
    Speciality.PULMONOLOGY: (
        "Asthma, allergies, winter coughs and TB. {Name} watches how you use the inhaler before changing it.",
        "{Name} started a class for people who want to stop smoking; it meets on the first Thursday.",
    ),
    Speciality.UROLOGY: (
        "Kidney stones, prostates and infections that keep returning, discussed without embarrassment.",
        "{Name} does most stone surgery through a scope, home the next day.",
    ),
    Speciality.ENDOCRINOLOGY: (
        "Thyroid in pregnancy, PCOS, growth in children and brittle bones are {Name}'s field.",
        "{Name} likes numbers and brings {her} patients to like them: every visit ends with a graph.",
    ),
    Speciality.NUTRITION: (
        "No banned foods. {Name} plans around your own kitchen, fasts and festivals included.",
        "{Name} works with kidney, diabetes and weight patients, and with brides in a hurry whom {she} slows down.",
    ),
    Speciality.AYURVEDA: (
        "{Name} practises classical Ayurveda for joints, digestion and skin, and asks for your blood reports too.",
        "Panchakarma is offered in the cooler months; in between {Name} works with diet and simple preparations.",
    ),
    Speciality.HOMOEOPATHY: (
        "Recurring colds in children, allergies and migraine. {Name} takes an hour for the first history.",
        "{Name} refers early: {she} keeps a list of surgeons {she} trusts by the telephone.",
    ),
}

BEFORE = (
    "Grew up in {city} and came back after training.",
    "In practice since {year}.",
    "Studied in Manipal, trained in Vellore, and has been in {city} ever since.",
    "The third doctor in the family, and the first who did not want to be a surgeon.",
    "Before {city}: five years in a district hospital with one ventilator.",
    "Gold medallist of the batch of {year}, which {she} never mentions.",
    "Joined us in the year of the big flood.",
    "Came to medicine late, after a degree in physics.",
    "Spent three years with a mobile clinic in the hills.",
    "Two fellowships abroad, and home again for the food.",
    "Learnt the work from the founder of this clinic.",
    "Once an army doctor; still early for everything.",
    "Has practised in four states and complains in five languages.",
    "With us three days a week, at the teaching hospital the other three.",
    "Started here as an intern and never quite left.",
)

AFTER = (
    "Weekends are for birds and a very old Bullet.",
    "{She} teaches interns on Monday mornings, so there may be one in the room; say no if you prefer.",
    "Sings second voice in a choir that meets on Thursdays.",
    "Please bring earlier reports, however old.",
    "Writes prescriptions in your own language when asked.",
    "Also visits the old people's home on the ring road every second Friday.",
    "Known for running ten minutes late and for never cutting a visit short.",
    "Reads crime novels between patients.",
    "{She} replies to messages after eight in the evening.",
    "Keeps the last slot of each day for somebody who cannot wait.",
    "Speaks slowly, on purpose.",
    "Walks to work.",
    "Plays the veena, badly by {her} own account.",
    "There is always a spare phone charger on {her} desk.",
    "Grandparents may come along; there are enough chairs.",
    "Writes a health column for the Sunday paper.",
    "{She} will draw it for you if the words do not help.",
    "Ran {her} first half-marathon at fifty.",
    "Grows chillies on the clinic's roof.",
    "Carries a notebook of questions that patients have asked and nobody could answer.",
    "Does not see medical representatives on clinic days.",
    "Has a soft spot for stubborn cases.",
    "Early mornings are the quiet time.",
    "Answers the phone in person more often than the desk would like.",
    "The plants in the waiting room are {her} doing.",
    "Keeps fees for students and pensioners at half.",
    "Teaches first aid at the school across the road each June.",
    "A chess player, and it shows.",
)


class Texts:
    """All that can be said, dealt out like cards, so that no two doctors are the same while there is more."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._decks: dict[object, list[str]] = {}

    def bio(self, speciality: Speciality, chance: random.Random, **about: object) -> str:
        """A few sentences: always the work, sometimes what came before, sometimes something of the person."""
        parts = [self._next(speciality, WORK[speciality])]
        if chance.random() < 0.3:
            parts.insert(0, self._next("before", BEFORE))
        if chance.random() < 0.5:
            parts.append(self._next("after", AFTER))
        return " ".join(parts).format(**about)

    def _next(self, name: object, texts: tuple[str, ...]) -> str:
        deck = self._decks.setdefault(name, [])
        if not deck:
            deck += self._chance.sample(texts, len(texts))
        return deck.pop()
