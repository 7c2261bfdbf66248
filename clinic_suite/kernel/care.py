"""How and for what people are seen: words that every house uses alike."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """How a visit takes place."""

    IN_PERSON = "in_person"
    VIDEO = "video"


class Speciality(StrEnum):
    """What a practitioner treats; a closed list, so that a search finds all who do."""

    GENERAL_MEDICINE = "general_medicine"
    PAEDIATRICS = "paediatrics"
    DERMATOLOGY = "dermatology"
    GYNAECOLOGY = "gynaecology"
    ORTHOPAEDICS = "orthopaedics"
    CARDIOLOGY = "cardiology"
    ENT = "ent"
    OPHTHALMOLOGY = "ophthalmology"
    PSYCHIATRY = "psychiatry"
    DENTISTRY = "dentistry"
    PHYSIOTHERAPY = "physiotherapy"
    DIABETOLOGY = "diabetology"
    GASTROENTEROLOGY = "gastroenterology"
    NEUROLOGY = "neurology"
    PULMONOLOGY = "pulmonology"
    UROLOGY = "urology"
    ENDOCRINOLOGY = "endocrinology"
    NUTRITION = "nutrition"
    AYURVEDA = "ayurveda"
    HOMOEOPATHY = "homoeopathy"
