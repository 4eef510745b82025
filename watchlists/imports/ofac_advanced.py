"""OFAC's lists as advanced XML: SDN_ADVANCED.XML and CONS_ADVANCED.XML, which have names in their own script, too.

What belongs to a party stands in four places: what the numbers mean at the top, then places, then the parties with
their names, and at the end who is linked to whom, the days and the programmes. So the parties are kept until the end.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO

from watchlists.imports.bounds import bounded, taken
from watchlists.imports.fields import first_day, named
from watchlists.imports.ofac import kind_of
from watchlists.imports.records import ListedName, Quality, Record, Told, heard
from watchlists.imports.wording import each, said
from watchlists.imports.xml import Element, elements
from watchlists.model import Kind

ROOT = "Sanctions"
_WANTED = ("ReferenceValueSets", "Location", "DistinctParty", "ProfileRelationship", "SanctionsEntry")
_GIVEN = ("First Name", "Middle Name", "Patronymic", "Matronymic")
_FAMILY = ("Last Name",)
_BESIDE = ("Maiden Name", "Nickname")
_LINKS = 500_000


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every party of the list, in its order. Raises `ListImportError`."""
    held = _Held()
    for element in elements(stream, _WANTED):
        held.take(element)
    return held.records()


@dataclass
class _Held:
    """What was read so far: what the numbers of each kind mean, countries of places, parties, what is told of them."""

    means: dict[str, dict[str, Element]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[str, str] = field(default_factory=dict)
    parties: dict[str, Record] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    days: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    programmes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, element: Element) -> None:
        match element.tag:
            case "ReferenceValueSets":
                for value in (value for values in element.children for value in values.children):
                    self.means[value.tag][value.get("ID")] = value
            case "Location":
                self.places[element.get("ID")] = self._country(element)
            case "DistinctParty":
                self._party(element)
            case "ProfileRelationship":
                bounded(len(self.links), element.line, _LINKS, "links")
                self.links.append((element.get("From-ProfileID"), element.get("To-ProfileID")))
            case "SanctionsEntry":
                self._listing(element)

    def records(self) -> Iterator[Record]:
        """The parties with what was told of them after them."""
        linked: dict[str, list[str]] = defaultdict(list)
        for one, other in self.links:
            if other in self.parties and self.parties[other].names:
                linked[one].append(self.parties[other].names[0].text)
        for number, party in self.parties.items():
            programmes = ", ".join(dict.fromkeys(self.programmes[number]))
            context = each((*linked[number], *party.context))
            listed: date | None = first_day(*self.days[number])
            yield replace(party, listed=listed, context=context, extra={**party.extra, "list": programmes})

    def _meant(self, kind: str, number: str) -> str:
        found = self.means[kind].get(number)
        return found.text if found is not None else ""

    def _country(self, place: Element) -> str:
        found = place.first("LocationCountry")
        return self._meant("Country", found.get("CountryID")) if found is not None else ""

    def _party(self, party: Element) -> None:
        for profile in party.all("Profile"):
            number = profile.get("ID") or party.get("FixedRef")
            bounded(len(self.parties), party.line)
            if number in self.parties:
                raise taken(number, party.line, self.parties[number].line)
            kind = self._kind(profile)
            titles = tuple(self._features(profile, "Title"))
            self.parties[number] = Record(
                id=number,
                kind=kind,
                names=tuple(self._names(profile, kind == "person")),
                source=f"OFAC {number}",
                line=party.line,
                context=each((*self._countries(profile), *titles)),
                note=party.said("Comment"),
                extra={"title": ", ".join(titles)},
            )

    def _kind(self, profile: Element) -> Kind:
        found = self.means["PartySubType"].get(profile.get("PartySubTypeID"))
        name = found.text if found is not None else ""
        if found is not None and name.casefold() in ("", "unknown"):
            name = self._meant("PartyType", found.get("PartyTypeID"))
        if name:
            return kind_of(name)
        return "organization" if {*_FAMILY, *_GIVEN}.isdisjoint(self._parts(profile).values()) else "person"

    def _parts(self, profile: Element) -> dict[str, str]:
        groups = profile.all("Identity", "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
        return {group.get("ID"): self._meant("NamePartType", group.get("NamePartTypeID")) for group in groups}

    def _names(self, profile: Element, person: bool) -> Iterator[ListedName]:
        """The names, those that are called primary first."""
        types = self._parts(profile)
        aliases = sorted(profile.all("Identity", "Alias"), key=lambda alias: alias.get("Primary") != "true")
        for alias in aliases:
            for written in alias.all("DocumentedName"):
                for values in _by_script(written):
                    yield from _named(values, types, _quality(alias), person)

    def _features(self, profile: Element, *labels: str) -> Iterator[str]:
        for one in self._of(profile, *labels):
            yield from one.texts("VersionDetail")

    def _countries(self, profile: Element) -> Iterator[str]:
        for one in self._of(profile, "Nationality Country", "Citizenship Country", "Location"):
            yield from (self.places.get(place.get("LocationID"), "") for place in one.all("VersionLocation"))

    def _of(self, profile: Element, *labels: str) -> Iterator[Element]:
        for feature in profile.all("Feature"):
            if self._meant("FeatureType", feature.get("FeatureTypeID")) in labels:
                yield from feature.all("FeatureVersion")

    def _listing(self, entry: Element) -> None:
        number = entry.get("ProfileID")
        if number not in self.parties:
            return
        for day in entry.all("EntryEvent", "Date"):
            parts = [day.said(part) for part in ("Year", "Month", "Day")]
            self.days[number].append("-".join(part.zfill(2) for part in parts))
        for measure in entry.all("SanctionsMeasure"):
            meant = self._meant("SanctionsType", measure.get("SanctionsTypeID"))
            if meant in ("Program", "") and measure.said("Comment"):
                self.programmes[number].append(measure.said("Comment"))


def _quality(alias: Element) -> Quality:
    if alias.get("LowQuality") == "true":
        return "weak"
    return "name" if alias.get("Primary") == "true" else "strong"


def _by_script(written: Element) -> list[list[Element]]:
    """The parts of a name, by the script that they are written in."""
    scripts: dict[str, list[Element]] = defaultdict(list)
    for value in written.all("DocumentedNamePart", "NamePartValue"):
        scripts[value.get("ScriptID")].append(value)
    return list(scripts.values())


def _named(values: list[Element], types: dict[str, str], quality: Quality, person: bool) -> Iterator[ListedName]:
    """A name of its parts: given names, then the family's, whatever their order in the file; a nickname by itself."""
    kinds = [(types.get(value.get("NamePartGroupID"), ""), value.text) for value in values if value.text]
    beside = [text for kind, text in kinds if kind in _BESIDE]
    family = [text for kind, text in kinds if kind in _FAMILY]
    given = [text for kind, text in kinds if kind not in _BESIDE and kind not in _FAMILY]
    parts = (*given, *family)
    if parts:
        yield from named(said(*parts), quality, person, None, parts if person and family else ())
    for text in beside:
        yield from named(text, "weak" if parts else quality, person)
