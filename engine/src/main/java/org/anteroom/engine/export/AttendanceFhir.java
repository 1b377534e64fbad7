package org.anteroom.engine.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.Interval;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/**
 * The attendance of a session as FHIR R4 resources: an Encounter of class VR for the session, in which staff take part by
 * interval; an Encounter a patient, part of that, with each stay in an extension; the persons by the program's own refs; the
 * forms; and a Provenance with the head of the journal that all of it was computed from.
 *
 * <p>A resource has the same address in every bundle, so that a person of many sessions is one resource.
 *
 * @param names whether persons have their names; without, refs alone
 */
public record AttendanceFhir(Report report, boolean names) {
    private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private static final String PARTICIPANT = "http://terminology.hl7.org/CodeSystem/participant-type";
    private static final String PROVENANCE = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    /** A collection of resources. */
    public static Map<String, Object> bundle(List<Map<String, Object>> entries) {
        return Obj.of("resourceType", "Bundle")
                .with("type", "collection")
                .with("entry", entries)
                .map();
    }

    /** The entries of the session, each under its address. */
    public List<Map<String, Object>> entries() {
        List<Map<String, Object>> entries = new ArrayList<>();
        List<Map<String, Object>> of = new ArrayList<>();
        entries.add(Fhir.entry(session(), encounter()));
        of.add(Fhir.reference(session()));
        for (Ledger.Account account : report.ledger().accounts()) {
            Seat seat = account.seat();
            if (seat.role().isStaff() || seat.role() == Role.INTERPRETER) {
                entries.add(person(seat, "Practitioner"));
            } else if (seat.role() == Role.PATIENT) {
                entries.add(person(seat, "Patient"));
                entries.add(Fhir.entry(stay(seat.id()), encounter(account)));
                of.add(Fhir.reference(stay(seat.id())));
            }
        }
        patientsOutcomes()
                .flatMap(outcome -> forms(outcome, outcome.seat().map(seat -> stay(seat.id()))))
                .forEach(form -> {
                    entries.add(form);
                    of.add(Fhir.reference(String.valueOf(form.get("fullUrl"))));
                });
        entries.add(provenance(of));
        return entries;
    }

    /** What was answered in forms, with the patients who did: without the rest of the session. */
    public List<Map<String, Object>> outcomes() {
        Stream<Map<String, Object>> who =
                patientsOutcomes().flatMap(outcome -> outcome.seat().map(seat -> person(seat, "Patient")).stream());
        return Stream.concat(who, patientsOutcomes().flatMap(outcome -> forms(outcome, Optional.empty())))
                .toList();
    }

    private Stream<Outcome> patientsOutcomes() {
        return Outcome.of(state())
                .filter(outcome -> outcome.seat()
                        .map(Seat::role)
                        .filter(Role.PATIENT::equals)
                        .isPresent());
    }

    private Stream<Map<String, Object>> forms(Outcome outcome, Optional<String> encounter) {
        return FormsFhir.responses(outcome, address("Patient", outcome.ref()), encounter);
    }

    private SessionState state() {
        return report.state();
    }

    private String program() {
        return state().program().value();
    }

    private String session() {
        return Fhir.address(Fhir.system("session"), state().id().value());
    }

    private static String stay(SeatId seat) {
        return Fhir.address(Fhir.system("seat"), seat.value());
    }

    private String address(String type, Text ref) {
        return Fhir.address(Fhir.system(program()) + '/' + type, ref.value());
    }

    private Map<String, Object> person(Seat seat, String type) {
        return Fhir.entry(
                address(type, seat.ref()),
                Obj.of("resourceType", type)
                        .with("identifier", List.of(ref(seat)))
                        .with(
                                "name",
                                Optional.of(List.of(Map.of("text", seat.name().value())))
                                        .filter(name -> names))
                        .map());
    }

    private Map<String, Object> ref(Seat seat) {
        return Fhir.identifier(Fhir.system(program()), seat.ref().value());
    }

    private Map<String, Object> encounter() {
        List<Map<String, Object>> identifiers = new ArrayList<>();
        identifiers.add(Fhir.identifier(Fhir.system("session"), state().id().value()));
        state().plan()
                .externalId()
                .map(Text::value)
                .ifPresent(id -> identifiers.add(Fhir.identifier(Fhir.system(program()) + ":session", id)));
        List<Map<String, Object>> participants = report.ledger().accounts().stream()
                .filter(account -> account.seat().role() != Role.PATIENT)
                .flatMap(this::participants)
                .toList();
        Optional<Map<String, Object>> period = state().startedAt().map(start -> Fhir.period(start, state().endedAt()));
        return virtual(identifiers, status())
                .with(
                        "type",
                        List.of(Fhir.concept(
                                Fhir.system("session-kind"), state().plan().kind())))
                .with("participant", Optional.of(participants).filter(some -> !some.isEmpty()))
                .with("period", period)
                .map();
    }

    private static Obj virtual(List<Map<String, Object>> identifiers, String status) {
        return Obj.of("resourceType", "Encounter")
                .with("identifier", identifiers)
                .with("status", status)
                .with(
                        "class",
                        Obj.of("system", ACT)
                                .with("code", "VR")
                                .with("display", "virtual")
                                .map());
    }

    private String status() {
        return switch (state().phase()) {
            case SCHEDULED, OPEN -> "planned";
            case LIVE -> "in-progress";
            case ENDED, SEALED -> state().startedAt().isPresent() ? "finished" : "cancelled";
            case CANCELLED -> "cancelled";
        };
    }

    /** One of the others, once for each stay; with no stay once, without a period. */
    private Stream<Map<String, Object>> participants(Ledger.Account account) {
        Seat seat = account.seat();
        boolean practitioner = seat.role().isStaff() || seat.role() == Role.INTERPRETER;
        // A RelatedPerson would have to say whose: that is not known here, so that the ref stands for itself.
        Map<String, Object> individual = practitioner
                ? Fhir.reference(address("Practitioner", seat.ref()))
                : Obj.of("type", "RelatedPerson").with("identifier", ref(seat)).map();
        Obj who = Obj.of("type", List.of(part(seat.role())));
        if (account.intervals().isEmpty()) {
            return Stream.of(who.with("individual", individual).map());
        }
        return account.intervals().stream()
                .map(stay -> Obj.of("type", List.of(part(seat.role())))
                        .with("period", Fhir.period(stay.from(), stay.to()))
                        .with("individual", individual)
                        .map());
    }

    private static Map<String, Object> part(Role role) {
        return switch (role) {
            case FACILITATOR -> Fhir.concept(PARTICIPATION, "PPRF");
            case COFACILITATOR -> Fhir.concept(PARTICIPATION, "SPRF");
            case INTERPRETER -> Fhir.concept(PARTICIPANT, "translator");
            case PATIENT, FAMILY, OBSERVER -> Obj.of("text", role.word()).map();
        };
    }

    private Map<String, Object> encounter(Ledger.Account account) {
        List<Interval> stays = account.intervals();
        Optional<Instant> first = stays.stream().map(Interval::from).findFirst();
        Optional<Instant> last =
                stays.isEmpty() ? Optional.empty() : stays.get(stays.size() - 1).to();
        List<Map<String, Object>> identifiers =
                List.of(Fhir.identifier(Fhir.system("seat"), account.seat().id().value()));
        return Obj.of("resourceType", "Encounter")
                .with(
                        "extension",
                        Optional.of(stays.stream().map(this::presence).toList()).filter(some -> !some.isEmpty()))
                .withAll(virtual(identifiers, status(stays)).map())
                .with(
                        "subject",
                        Fhir.reference(address("Patient", account.seat().ref())))
                .with("period", first.map(from -> Fhir.period(from, last)))
                .with(
                        "length",
                        Obj.of("value", account.creditedMinutes())
                                .with("unit", "min")
                                .with("system", "http://unitsofmeasure.org")
                                .with("code", "min")
                                .map())
                .with("partOf", Fhir.reference(session()))
                .map();
    }

    /** Who never came has an encounter too, which did not take place. */
    private String status(List<Interval> stays) {
        if (stays.isEmpty()) {
            return state().phase().isOver() ? "cancelled" : "planned";
        }
        return state().phase().isOver() ? "finished" : "in-progress";
    }

    /** One stay: where, from when to when, whether it counts, and the events that say so. */
    private Map<String, Object> presence(Interval stay) {
        List<Map<String, Object>> parts = new ArrayList<>();
        parts.add(part("place", "valueString", stay.place().word()));
        parts.add(part("period", "valuePeriod", Fhir.period(stay.from(), stay.to())));
        parts.add(part("counts", "valueBoolean", report.ledger().counts(stay)));
        parts.add(part("openedBy", "valueInteger", stay.openedBy()));
        stay.closedBy().ifPresent(seq -> parts.add(part("closedBy", "valueInteger", seq)));
        return Obj.of("extension", parts).with("url", Fhir.system("presence")).map();
    }

    private static Map<String, Object> part(String url, String kind, Object value) {
        return Obj.of("url", url).with(kind, value).map();
    }

    private Map<String, Object> provenance(List<Map<String, Object>> of) {
        Map<String, Object> head = Obj.of("extension", List.of(part(Fhir.system("seq"), "valueInteger", report.seq())))
                .with(
                        "identifier",
                        Fhir.identifier(Fhir.system("journal:" + state().id().value()), report.head()))
                .map();
        Map<String, Object> engine = Obj.of("type", Fhir.concept(PROVENANCE, "assembler"))
                .with("who", Obj.of("display", "Anteroom").map())
                .map();
        return Fhir.entry(
                Fhir.address(Fhir.system("provenance"), state().id().value()),
                Obj.of("resourceType", "Provenance")
                        .with("target", of)
                        .with("recorded", Words.time(report.ledger().asOf()))
                        .with("agent", List.of(engine))
                        .with(
                                "entity",
                                List.of(Obj.of("role", "source")
                                        .with("what", head)
                                        .map()))
                        .map());
    }

    @Override
    public String toString() {
        return "AttendanceFhir[" + state().id().value() + "]";
    }
}
