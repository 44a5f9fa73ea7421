"""Words that fill a phone system: departments, queue names, holidays, carriers, plans, devices."""

from __future__ import annotations

__all__ = [
    "AREAS",
    "CARRIERS",
    "COST_CENTERS",
    "DEPARTMENTS",
    "DEVICE_TYPES",
    "HOLIDAYS",
    "LANGUAGES",
    "PLANS",
    "QUEUE_TOPICS",
    "QUEUE_TURNS",
    "STORAGE",
]

DEPARTMENTS = (
    "Sales",
    "Support",
    "Billing",
    "IT",
    "Human Resources",
    "Finance",
    "Legal",
    "Logistics",
    "Marketing",
    "R&D",
    "Café & Facilities",
    "Executive",
)
COST_CENTERS = ("CC-1000", "CC-1010", "CC-2000", "CC-2100", "CC-3000", "CC-4000", "CC-5050", "CC-9000")
QUEUE_TOPICS = (
    "Support",
    "Sales",
    "Billing",
    "Returns",
    "Reception",
    "Help desk",
    "Orders",
    "Claims",
    "Appointments",
    "Dispatch",
    "Onboarding",
    "Renewals",
    "Service",
    "Kundendienst",
    "Soporte",
    "Assistenza",
    "サポート",
    "Поддержка",
    "客户服务",
    "الدعم",
)
QUEUE_TURNS = ("", " Tier 1", " Tier 2", " VIP", " EN", " ES", " DE", " FR", " after hours", " West", " East", " 24/7")
AREAS = ("Lobby", "Warehouse", "Kitchen", "Lift", "Gate", "Meeting room", "Loading dock", "Security", "Reception desk")

CARRIERS = {
    1: "Zoom",
    2: "Bandwidth",
    3: "BT",
    4: "Deutsche Telekom",
    5: "Orange",
    6: "KDDI",
    7: "TIM",
    8: "Lumen",
    1457: "CarrierWest",
    457: "AT&T",
}
"""Names of carriers by code."""

PLANS = {
    100: "Common Area Plan",
    200: "US/CA Unlimited Calling Plan",
    201: "US/CA Metered Calling Plan",
    300: "UK/IE Unlimited Calling Plan",
    400: "International Calling Plan",
    600: "Pro Global Select",
}
"""Names of calling plans by type."""

DEVICE_TYPES = (
    "Yealink T54W",
    "Yealink T46S",
    "Poly VVX 450",
    "Poly Edge E350",
    "Cisco 8845",
    "Grandstream GRP2614",
    "AudioCodes 445HD",
    "Algo 8301",
    "CyberData 011187",
)
LANGUAGES = {"US": "en-US", "CA": "fr-CA", "GB": "en-GB", "DE": "de-DE", "FR": "fr-FR", "JP": "ja", "IT": "it-IT"} | {
    "NL": "nl-NL",
    "ES": "es-ES",
    "AU": "en-GB",
}
"""Prompt language by country."""

STORAGE = {"DE": "DE", "FR": "DE", "GB": "DE", "IT": "DE", "NL": "DE", "ES": "DE", "JP": "JP", "AU": "AU", "CA": "CA"}
"""Where recordings of a country are kept; US for the rest."""

HOLIDAYS = (("11-26", "Thanksgiving"), ("12-24", "Christmas Eve"), ("12-25", "Christmas Day"), ("01-01", "New Year"))
"""Month and day of the holidays that hours know."""
