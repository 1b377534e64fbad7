package org.anteroom.engine.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.Obj;

/** A check-in without a session as resources of FHIR R4: whose it is, by ref alone, and the forms. */
public final class CheckInFhir {
    private CheckInFhir() {}

    /** The entries, each under its address: a Patient, and a QuestionnaireResponse a form. */
    public static List<Map<String, Object>> entries(String program, Outcome outcome) {
        String ref = outcome.ref().value();
        String patient = Fhir.address(Fhir.system(program) + "/Patient", ref);
        Map<String, Object> person = Obj.of("resourceType", "Patient")
                .with("identifier", List.of(Fhir.identifier(Fhir.system(program), ref)))
                .map();
        return Stream.concat(
                        Stream.of(Fhir.entry(patient, person)), FormsFhir.responses(outcome, patient, Optional.empty()))
                .toList();
    }
}
