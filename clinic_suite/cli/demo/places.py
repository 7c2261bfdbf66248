"""The cities of the demo, the two clinics that each may have, and who lives there."""

from __future__ import annotations

import attrs

from clinic_suite.directory.model import Language


@attrs.frozen
class Site:
    """Where a clinic stands and what it says of itself."""

    name: str
    mail: str
    line1: str
    line2: str
    pin_code: str
    about: str


@attrs.frozen(kw_only=True)
class City:
    """A city: its speech, its prices, and how its state numbers doctors."""

    name: str
    state: str
    dialling: str
    council: str
    dear_percent: int
    """What a visit costs here compared with a middling city."""
    speaks: dict[Language, int]
    sites: tuple[Site, Site]


CITIES = (
    City(
        name="Pune",
        state="Maharashtra",
        dialling="20",
        council="MMC/{year}/{month:02d}/{number:04d}",
        dear_percent=105,
        speaks={
            Language.MARATHI: 58,
            Language.HINDI: 14,
            Language.GUJARATI: 5,
            Language.URDU: 7,
            Language.KANNADA: 5,
            Language.TELUGU: 4,
            Language.ENGLISH: 4,
            Language.PUNJABI: 3,
        },
        sites=(
            Site(
                "Sahyadri Family Clinic",
                "sahyadri",
                "12 Karve Road",
                "Opposite Nal Stop Metro, Erandwane",
                "411004",
                "Three generations of the same families climb these stairs. We keep an hour free every morning for "
                "people who wake up ill, and the lift works.",
            ),
            Site(
                "Baner Hill Medical Centre",
                "banerhill",
                "Sai Plaza, 2nd floor, Baner Road",
                "Above the stationery shop",
                "411045",
                "Families, runners with sore knees and people from the offices around us. Parking is in the basement.",
            ),
        ),
    ),
    City(
        name="Mumbai",
        state="Maharashtra",
        dialling="22",
        council="MMC/{year}/{month:02d}/{number:04d}",
        dear_percent=140,
        speaks={
            Language.MARATHI: 32,
            Language.HINDI: 22,
            Language.GUJARATI: 18,
            Language.URDU: 13,
            Language.ENGLISH: 8,
            Language.TAMIL: 4,
            Language.PUNJABI: 3,
        },
        sites=(
            Site(
                "Matunga Polyclinic",
                "matunga",
                "Laxmi Niwas, Telang Road",
                "Two minutes from Matunga station (Central)",
                "400019",
                "A polyclinic since 1974. Evening hours run until half past nine, because the trains bring people home late.",
            ),
            Site(
                "Hill Road Clinic",
                "hillroad",
                "14 Hill Road",
                "Bandra West, beside the bakery",
                "400050",
                "A small practice with a quiet waiting room. Tell us if you are fasting and we will take your blood first.",
            ),
        ),
    ),
    City(
        name="Chennai",
        state="Tamil Nadu",
        dialling="44",
        council="TNMC {number}{month:02d}",
        dear_percent=100,
        speaks={
            Language.TAMIL: 74,
            Language.TELUGU: 10,
            Language.URDU: 5,
            Language.MALAYALAM: 5,
            Language.HINDI: 4,
            Language.ENGLISH: 2,
        },
        sites=(
            Site(
                "Mylapore Nalam Clinic",
                "nalam",
                "38 Kutchery Road",
                "Near the temple tank, Mylapore",
                "600004",
                "Nalam means well-being. Our pharmacy downstairs opens at seven, before the first patient.",
            ),
            Site(
                "Adyar Lakeside Clinic",
                "adyar",
                "7 Gandhi Nagar 2nd Main Road",
                "Adyar",
                "600020",
                "Old Adyar house, new clinic. There is a ramp at the side gate and somebody to help you use it.",
            ),
        ),
    ),
    City(
        name="Jaipur",
        state="Rajasthan",
        dialling="141",
        council="RMC {number}{month:02d}",
        dear_percent=85,
        speaks={
            Language.HINDI: 76,
            Language.URDU: 10,
            Language.PUNJABI: 6,
            Language.GUJARATI: 5,
            Language.BENGALI: 3,
        },
        sites=(
            Site(
                "Arogya Sadan",
                "arogyasadan",
                "C-21 Sardar Patel Marg",
                "C-Scheme, near Panch Batti",
                "302001",
                "A clinic for the whole household. Villagers who travel far are seen the same day, whatever the list says.",
            ),
            Site(
                "Malviya Nagar Family Clinic",
                "malviyanagar",
                "5/114 Malviya Nagar",
                "Beside Gaurav Tower",
                "302017",
                "Neighbourhood doctors for colds, sugar, blood pressure and everything that people put off for too long.",
            ),
        ),
    ),
    City(
        name="Bengaluru",
        state="Karnataka",
        dialling="80",
        council="KMC {number}{month:02d}",
        dear_percent=130,
        speaks={
            Language.KANNADA: 40,
            Language.TAMIL: 15,
            Language.TELUGU: 15,
            Language.HINDI: 12,
            Language.URDU: 8,
            Language.MALAYALAM: 6,
            Language.ENGLISH: 4,
        },
        sites=(
            Site(
                "Jayanagar Health House",
                "jayanagar",
                "224 11th Main, 4th Block",
                "Behind the shopping complex, Jayanagar",
                "560011",
                "Six consulting rooms around a courtyard with a jackfruit tree. Reports reach you the same evening.",
            ),
            Site(
                "Indiranagar Wellcare",
                "indiranagar",
                "88 Double Road",
                "Indiranagar 2nd Stage",
                "560038",
                "Many of our patients work late, so the last appointment is at nine. Video visits on most evenings.",
            ),
        ),
    ),
    City(
        name="Kolkata",
        state="West Bengal",
        dialling="33",
        council="WBMC {number}{month:02d}",
        dear_percent=90,
        speaks={
            Language.BENGALI: 72,
            Language.HINDI: 14,
            Language.URDU: 9,
            Language.ODIA: 3,
            Language.ASSAMESE: 2,
        },
        sites=(
            Site(
                "Gariahat Doctors' Chamber",
                "gariahat",
                "31B Rashbehari Avenue",
                "Opposite Gariahat market",
                "700019",
                "A chamber in the old way: you are called by name, and nobody is hurried out of the room.",
            ),
            Site(
                "Salt Lake Care Clinic",
                "saltlake",
                "CF-144, Sector I",
                "Near the tank no. 4 bus stop, Salt Lake",
                "700064",
                "Ground floor, wide doors, and a collection counter for blood samples from half past six.",
            ),
        ),
    ),
    City(
        name="Hyderabad",
        state="Telangana",
        dialling="40",
        council="TSMC/FMR/{number:05d}",
        dear_percent=105,
        speaks={
            Language.TELUGU: 55,
            Language.URDU: 25,
            Language.HINDI: 9,
            Language.TAMIL: 4,
            Language.MARATHI: 4,
            Language.KANNADA: 3,
        },
        sites=(
            Site(
                "Himayatnagar Clinic",
                "himayatnagar",
                "3-6-291 Main Road",
                "Himayatnagar, lane beside the library",
                "500029",
                "Telugu, Urdu, Hindi or English: somebody at the desk will speak yours.",
            ),
            Site(
                "Kondapur Medical Rooms",
                "kondapur",
                "Plot 44, Raghavendra Colony",
                "Kondapur",
                "500084",
                "For young families west of the lake. Children wait in a room of their own, with books.",
            ),
        ),
    ),
    City(
        name="Ahmedabad",
        state="Gujarat",
        dialling="79",
        council="G-{number}{month:02d}",
        dear_percent=90,
        speaks={Language.GUJARATI: 76, Language.HINDI: 12, Language.URDU: 9, Language.MARATHI: 3},
        sites=(
            Site(
                "Navrangpura Family Clinic",
                "navrangpura",
                "4 Shreeji Complex, University Road",
                "Navrangpura",
                "380009",
                "Straight answers and written estimates. We explain a test before we ask you to pay for it.",
            ),
            Site(
                "Maninagar Swasthya Kendra",
                "maninagar",
                "11 Rambaug Road",
                "Maninagar East",
                "380008",
                "Low fees on weekday mornings, and a free sugar check on the first Sunday of each month.",
            ),
        ),
    ),
    City(
        name="Kochi",
        state="Kerala",
        dialling="484",
        council="TCMC {number}{month:02d}",
        dear_percent=95,
        speaks={Language.MALAYALAM: 84, Language.TAMIL: 6, Language.HINDI: 5, Language.ENGLISH: 5},
        sites=(
            Site(
                "Panampilly Clinic",
                "panampilly",
                "9th Cross Road",
                "Panampilly Nagar",
                "682036",
                "Doctors who phone you back. Home visits within five kilometres for people who cannot come.",
            ),
            Site(
                "Fort Kochi Family Practice",
                "fortkochi",
                "22 Rose Street",
                "Fort Kochi",
                "682001",
                "For those who live between the ferry and the fish market, and for travellers with a fever.",
            ),
        ),
    ),
    City(
        name="New Delhi",
        state="Delhi",
        dialling="11",
        council="DMC/R/{number:05d}",
        dear_percent=130,
        speaks={
            Language.HINDI: 55,
            Language.PUNJABI: 20,
            Language.URDU: 9,
            Language.BENGALI: 7,
            Language.TAMIL: 4,
            Language.MALAYALAM: 3,
            Language.ENGLISH: 2,
        },
        sites=(
            Site(
                "Lajpat Nagar Clinic",
                "lajpatnagar",
                "E-47 Lajpat Nagar II",
                "Behind Central Market",
                "110024",
                "Open on Sundays until one. Bring your old prescriptions, even the ones in a plastic bag.",
            ),
            Site(
                "Dwarka Sector 10 Medical",
                "dwarka",
                "Plot 8, Sector 10 Market",
                "Dwarka",
                "110075",
                "Shots, sprains, sugar and second opinions, a short walk from the metro.",
            ),
        ),
    ),
)
