package org.anteroom.engine.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Words;

/** Small things of FHIR R4 that several resources are made of. */
final class Fhir {
    private Fhir() {}

    /** A system of identifiers or codes of this engine's own. */
    static String system(String name) {
        return "urn:anteroom:" + name;
    }

    /** The address of a resource within a bundle: the same for the same thing, in every bundle. */
    static String address(String system, String id) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes((system + '|' + id).getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, Object> entry(String address, Map<String, Object> resource) {
        return Obj.of("fullUrl", address).with("resource", resource).map();
    }

    static Map<String, Object> identifier(String system, String value) {
        return Obj.of("system", system).with("value", value).map();
    }

    static Map<String, Object> reference(String address) {
        return Obj.of("reference", address).map();
    }

    static Map<String, Object> concept(String system, String code) {
        return Obj.of("coding", List.of(coding(system, code))).map();
    }

    static Map<String, Object> coding(String system, String code) {
        return Obj.of("system", system).with("code", code).map();
    }

    static Map<String, Object> period(Instant start, Optional<Instant> end) {
        return Obj.of("start", Words.time(start))
                .with("end", end.map(Words::time))
                .map();
    }
}
