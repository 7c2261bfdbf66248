"""What the demo's doctors practise: how they are qualified, what a visit costs, what else they offer."""

from __future__ import annotations

import attrs

from clinic_suite.directory.model import Mode, Speciality, TaxClass


@attrs.frozen(kw_only=True)
class Offer:
    """A kind of visit beside the consultation."""

    name: str
    minutes: int
    rupees: int
    mode: Mode = Mode.IN_PERSON
    tax_class: TaxClass = TaxClass.EXEMPT
    buffer_after_minutes: int = 0


@attrs.frozen(kw_only=True)
class Trade:
    """One speciality as it is practised."""

    speciality: Speciality
    weight: int
    visit: str
    minutes: int
    rupees: int
    degrees: tuple[str, ...]
    by_video: int
    """Of a hundred, how many also see patients by video."""
    offers: tuple[Offer, ...] = ()
    council: str = ""
    """How its own council numbers people, where that is not the medical council."""
    title: str = "Dr."


TRADES = (
    Trade(
        speciality=Speciality.GENERAL_MEDICINE,
        weight=9,
        visit="General consultation",
        minutes=15,
        rupees=450,
        degrees=(
            "MBBS, MD (General Medicine)",
            "MBBS, DNB (Family Medicine)",
            "MBBS, MD",
            "MBBS, FRCP (Edin)",
        ),
        by_video=60,
        offers=(
            Offer(name="Yearly health check with reports", minutes=40, rupees=1200),
            Offer(name="Fitness certificate", minutes=10, rupees=300),
        ),
    ),
    Trade(
        speciality=Speciality.PAEDIATRICS,
        weight=7,
        visit="Child consultation",
        minutes=20,
        rupees=550,
        degrees=("MBBS, DCH", "MBBS, MD (Paediatrics)", "MBBS, DNB (Paediatrics)"),
        by_video=40,
        offers=(
            Offer(name="Vaccination visit", minutes=15, rupees=250),
            Offer(name="Growth and development check", minutes=30, rupees=700),
        ),
    ),
    Trade(
        speciality=Speciality.GYNAECOLOGY,
        weight=6,
        visit="Gynaecology consultation",
        minutes=20,
        rupees=650,
        degrees=("MBBS, MS (Obstetrics & Gynaecology)", "MBBS, DGO", "MBBS, MD (Obs & Gynae), DNB"),
        by_video=30,
        offers=(Offer(name="Antenatal check-up", minutes=25, rupees=600),),
    ),
    Trade(
        speciality=Speciality.DERMATOLOGY,
        weight=5,
        visit="Skin consultation",
        minutes=15,
        rupees=600,
        degrees=("MBBS, MD (Dermatology)", "MBBS, DDVL", "MBBS, DVD, FAAD"),
        by_video=70,
        offers=(
            Offer(
                name="Chemical peel",
                minutes=30,
                rupees=2200,
                tax_class=TaxClass.TAXABLE_18,
                buffer_after_minutes=10,
            ),
        ),
    ),
    Trade(
        speciality=Speciality.ORTHOPAEDICS,
        weight=5,
        visit="Bone and joint consultation",
        minutes=15,
        rupees=650,
        degrees=("MBBS, MS (Orthopaedics)", "MBBS, D.Ortho, DNB", "MBBS, MS (Ortho), MCh"),
        by_video=20,
        offers=(
            Offer(name="Plaster change", minutes=20, rupees=500, buffer_after_minutes=10),
            Offer(name="Joint injection", minutes=20, rupees=1500, buffer_after_minutes=5),
        ),
    ),
    Trade(
        speciality=Speciality.DENTISTRY,
        weight=5,
        visit="Dental check-up",
        minutes=20,
        rupees=350,
        degrees=("BDS, MDS (Prosthodontics)", "BDS", "BDS, MDS (Endodontics)"),
        by_video=0,
        offers=(
            Offer(name="Scaling and polishing", minutes=30, rupees=1200, buffer_after_minutes=10),
            Offer(name="Root canal, one sitting", minutes=60, rupees=4500, buffer_after_minutes=15),
        ),
        council="DCI A-{number}",
    ),
    Trade(
        speciality=Speciality.CARDIOLOGY,
        weight=4,
        visit="Heart consultation",
        minutes=20,
        rupees=900,
        degrees=("MBBS, MD, DM (Cardiology)", "MBBS, MD, DNB (Cardiology)"),
        by_video=40,
        offers=(
            Offer(name="ECG with reading", minutes=15, rupees=400),
            Offer(name="Echocardiogram", minutes=30, rupees=2200),
        ),
    ),
    Trade(
        speciality=Speciality.ENT,
        weight=4,
        visit="Ear, nose and throat consultation",
        minutes=15,
        rupees=550,
        degrees=("MBBS, MS (ENT)", "MBBS, DLO"),
        by_video=20,
        offers=(Offer(name="Hearing test", minutes=30, rupees=800),),
    ),
    Trade(
        speciality=Speciality.OPHTHALMOLOGY,
        weight=4,
        visit="Eye consultation",
        minutes=20,
        rupees=500,
        degrees=("MBBS, MS (Ophthalmology)", "MBBS, DO, DNB"),
        by_video=0,
        offers=(Offer(name="Retina check with dilated pupils", minutes=40, rupees=900),),
    ),
    Trade(
        speciality=Speciality.DIABETOLOGY,
        weight=4,
        visit="Diabetes consultation",
        minutes=20,
        rupees=600,
        degrees=("MBBS, MD, F.Diab", "MBBS, PGDip (Diabetology)"),
        by_video=70,
        offers=(Offer(name="Foot check", minutes=20, rupees=400),),
    ),
    Trade(
        speciality=Speciality.PHYSIOTHERAPY,
        weight=4,
        visit="Physiotherapy assessment",
        minutes=30,
        rupees=500,
        degrees=("BPT, MPT (Orthopaedics)", "BPT", "BPT, MPT (Neurology)"),
        by_video=20,
        offers=(Offer(name="Physiotherapy session", minutes=40, rupees=450, buffer_after_minutes=5),),
        council="IAP L-{number}",
    ),
    Trade(
        speciality=Speciality.PSYCHIATRY,
        weight=3,
        visit="Psychiatry consultation",
        minutes=40,
        rupees=1000,
        degrees=("MBBS, MD (Psychiatry)", "MBBS, DPM"),
        by_video=90,
        offers=(Offer(name="Counselling session", minutes=50, rupees=1200, mode=Mode.VIDEO),),
    ),
    Trade(
        speciality=Speciality.GASTROENTEROLOGY,
        weight=2,
        visit="Stomach and liver consultation",
        minutes=20,
        rupees=900,
        degrees=("MBBS, MD, DM (Gastroenterology)",),
        by_video=40,
    ),
    Trade(
        speciality=Speciality.NEUROLOGY,
        weight=2,
        visit="Neurology consultation",
        minutes=30,
        rupees=1000,
        degrees=("MBBS, MD, DM (Neurology)",),
        by_video=40,
    ),
    Trade(
        speciality=Speciality.PULMONOLOGY,
        weight=2,
        visit="Chest consultation",
        minutes=20,
        rupees=700,
        degrees=("MBBS, MD (Respiratory Medicine)", "MBBS, DTCD"),
        by_video=40,
        offers=(Offer(name="Lung function test", minutes=25, rupees=900),),
    ),
    Trade(
        speciality=Speciality.UROLOGY,
        weight=2,
        visit="Urology consultation",
        minutes=20,
        rupees=850,
        degrees=("MBBS, MS, MCh (Urology)",),
        by_video=20,
    ),
    Trade(
        speciality=Speciality.ENDOCRINOLOGY,
        weight=2,
        visit="Hormone and thyroid consultation",
        minutes=20,
        rupees=900,
        degrees=("MBBS, MD, DM (Endocrinology)",),
        by_video=60,
    ),
    Trade(
        speciality=Speciality.NUTRITION,
        weight=2,
        visit="Diet consultation",
        minutes=40,
        rupees=600,
        degrees=("MSc (Clinical Nutrition), RD", "MSc (Dietetics), RD"),
        by_video=90,
        council="IDA RD-{number}",
        title="",
    ),
    Trade(
        speciality=Speciality.AYURVEDA,
        weight=2,
        visit="Ayurveda consultation",
        minutes=30,
        rupees=400,
        degrees=("BAMS, MD (Kayachikitsa)", "BAMS"),
        by_video=40,
        council="CCIM I-{number}-A",
    ),
    Trade(
        speciality=Speciality.HOMOEOPATHY,
        weight=2,
        visit="Homoeopathy consultation",
        minutes=30,
        rupees=350,
        degrees=("BHMS, MD (Hom)", "BHMS"),
        by_video=60,
        council="CCH H-{number}",
    ),
)
BY_SPECIALITY = {trade.speciality: trade for trade in TRADES}
EVERYDAY = TRADES[:5]
"""What a small clinic has before it has anything rarer."""
