package org.anteroom.engine.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.DeviceKind;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.HallwayId;
import org.anteroom.engine.session.Hold;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.PollId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Text;

/**
 * Session events as versioned JSON: {@code {"v":1,"at":..,"by":..,"command":{..},"data":{..}}}, one per entry.
 *
 * <p>An event whose fields change gets the next version and an upcast from the one before, so that a journal of the
 * last release opens in this one. A version that is not known is refused: a newer release wrote it.
 */
public final class EventCodec {
    static final List<Class<? extends Enum<?>>> ENUMS = List.of(
            Role.class,
            Policy.Admission.class,
            Policy.CheckInRule.class,
            Policy.ShareRule.class,
            Policy.ChatRule.class,
            Policy.Names.class,
            Policy.Links.class,
            Policy.Video.class,
            Policy.E2ee.class,
            SessionEvent.Cause.class,
            SessionEvent.ShareEnd.class,
            SessionEvent.AlertKind.class,
            SessionEvent.Release.class,
            SessionEvent.ClaimEnd.class,
            DeviceKind.class,
            Hold.class,
            BreakoutPlan.Mode.class,
            BreakoutPlan.Latecomers.class,
            Audience.Kind.class);
    private static final JsonMapper JSON = mapper();
    private static final TypeReference<Map<String, Object>> ANSWER = new TypeReference<>() {};

    private EventCodec() {}

    /** The entry that keeps this event: all of it, but of an anonymous vote not whose it is. */
    public static Entry encode(Recorded given) {
        Recorded recorded = withoutVoter(given);
        EventKind<?> kind = recorded.event().eventKind();
        if (!Features.event(kind.name()).equals(Optional.of(kind))) {
            // Written, it would keep the next start from reading the session.
            throw new IllegalStateException("Event " + kind.name() + " is in no list of a feature");
        }
        ObjectNode body = JSON.createObjectNode();
        body.put("v", recorded.event().eventKind().version());
        body.put("at", recorded.at().toString());
        body.put("by", recorded.by().word());
        recorded.command().ifPresent(command -> {
            body.set("command", JSON.valueToTree(command));
            if (!recorded.answer().isEmpty()) {
                body.set("answer", JSON.valueToTree(recorded.answer()));
            }
        });
        body.set("data", JSON.valueToTree(recorded.event()));
        try {
            return new Entry(recorded.seq(), recorded.event().eventName(), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An event could not be written", withoutText(e));
        }
    }

    /**
     * The event as the journal keeps it: an anonymous vote without seat, caller and command, so that nothing on disk leads
     * from the vote to the voter.
     */
    public static Recorded withoutVoter(Recorded recorded) {
        return recorded.event()
                .withoutPerson()
                .map(bare -> new Recorded(recorded.seq(), recorded.at(), Actor.POLICY, Optional.empty(), bare))
                .orElse(recorded);
    }

    /** The event that an entry keeps. */
    public static Recorded decode(StoredEntry entry) {
        Optional<EventKind<?>> kind = Features.event(entry.type());
        try {
            Optional<Recorded> written = kind.isPresent() ? asWritten(entry, kind.get()) : Optional.empty();
            return written.isPresent() ? written.get() : broughtUp(entry, kind);
        } catch (IOException e) {
            throw new UncheckedIOException("Event " + entry.type() + " could not be read", withoutText(e));
        }
    }

    /** The event of an entry as this release writes them, in one pass; empty where it is not written so. */
    private static Optional<Recorded> asWritten(StoredEntry entry, EventKind<?> kind) throws IOException {
        try (JsonParser json = JSON.createParser(entry.body())) {
            boolean ours = json.nextToken() == JsonToken.START_OBJECT
                    && "v".equals(json.nextFieldName())
                    && json.nextIntValue(0) == Upcasts.version(entry.type());
            return ours ? fields(entry.seq(), json, kind) : Optional.empty();
        }
    }

    private static Optional<Recorded> fields(long seq, JsonParser json, EventKind<?> kind) throws IOException {
        String at = "";
        String by = "";
        Optional<CommandRef> command = Optional.empty();
        Map<String, Object> answer = Map.of();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
            boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
            if (isText && field.equals("at")) {
                at = json.getText();
            } else if (isText && field.equals("by")) {
                by = json.getText();
            } else if (isObject && field.equals("command")) {
                command = Optional.of(JSON.readValue(json, CommandRef.class));
            } else if (isObject && field.equals("answer")) {
                answer = JSON.readValue(json, ANSWER);
            } else if (isObject && field.equals("data")) {
                // It is written last.
                SessionEvent event = JSON.readValue(json, kind.type());
                return Optional.of(new Recorded(seq, Instant.parse(at), Actor.of(by), command, answer, event));
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The event of an entry of an earlier release. */
    private static Recorded broughtUp(StoredEntry entry, Optional<EventKind<?>> kind) throws IOException {
        JsonNode body = JSON.readTree(entry.body());
        if (kind.isEmpty() || !Upcasts.apply(entry.type(), body.path("v").asInt(), body.path("data"))) {
            throw new IllegalStateException("Event " + entry.type() + " is of a release that this one cannot read");
        }
        Optional<CommandRef> command = body.has("command")
                ? Optional.of(JSON.treeToValue(body.get("command"), CommandRef.class))
                : Optional.empty();
        return new Recorded(
                entry.seq(),
                Instant.parse(body.path("at").asText()),
                Actor.of(body.path("by").asText()),
                command,
                answer(body.path("answer")),
                JSON.treeToValue(body.path("data"), kind.get().type()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> answer(JsonNode answer) {
        return answer.isObject() ? JSON.convertValue(answer, Map.class) : Map.of();
    }

    private static IOException withoutText(IOException e) {
        return new IOException(e.getClass().getSimpleName());
    }

    private static JsonMapper mapper() {
        SimpleModule values = new SimpleModule();
        word(values, Text.class, Text::value, Text::new);
        word(values, SeatId.class, SeatId::value, SeatId::new);
        word(values, ProgramId.class, ProgramId::value, ProgramId::new);
        word(values, InviteId.class, InviteId::value, InviteId::new);
        word(values, BreakoutId.class, BreakoutId::value, BreakoutId::new);
        word(values, HallwayId.class, HallwayId::value, HallwayId::new);
        word(values, PollId.class, PollId::value, PollId::new);
        word(values, AlertId.class, AlertId::value, AlertId::new);
        word(values, ConsentId.class, ConsentId::value, ConsentId::new);
        word(values, Place.class, Place::word, word -> Place.of(word).orElseThrow());
        ENUMS.forEach(type -> enumWord(values, type));
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(values)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .build();
    }

    private static <E extends Enum<?>> void enumWord(SimpleModule module, Class<E> type) {
        Map<String, E> byWord =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(StoredWords::of, Function.identity()));
        word(
                module,
                type,
                StoredWords::of,
                word -> Optional.ofNullable(byWord.get(word)).orElseThrow());
    }

    private static <T> void word(SimpleModule module, Class<T> type, Function<T, String> to, Function<String, T> from) {
        module.addSerializer(type, new StdSerializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(to.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return from.apply(json.getText());
            }
        });
    }
}
