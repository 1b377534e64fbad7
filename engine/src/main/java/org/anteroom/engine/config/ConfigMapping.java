package org.anteroom.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.anteroom.engine.config.EngineConfig.Crisis;
import org.anteroom.engine.config.EngineConfig.Demo;
import org.anteroom.engine.config.EngineConfig.Frames;
import org.anteroom.engine.config.EngineConfig.Http;
import org.anteroom.engine.config.EngineConfig.JournalGroups;
import org.anteroom.engine.config.EngineConfig.Log;
import org.anteroom.engine.config.EngineConfig.Media;
import org.anteroom.engine.config.EngineConfig.ProgramQuotas;
import org.anteroom.engine.config.EngineConfig.Sample;
import org.anteroom.engine.config.EngineConfig.Series;
import org.anteroom.engine.config.EngineConfig.Sessions;
import org.anteroom.engine.config.EngineConfig.Timers;
import org.anteroom.engine.config.EngineConfig.Tls;
import org.anteroom.engine.config.EngineConfig.Turn;
import org.anteroom.engine.config.EngineConfig.Webhooks;

/** From a checked document to records; by hand, because reflection costs a start more than it saves lines. */
final class ConfigMapping {
    private static final int LOOPS_MAX = 16;

    private ConfigMapping() {}

    static EngineConfig map(JsonNode root) {
        JsonNode sessions = root.path("sessions");
        JsonNode journal = root.path("journal");
        JsonNode sample = root.path("sample");
        JsonNode crisis = root.path("demo").path("crisis");
        return new EngineConfig(
                root.path("host").asText(),
                root.path("port").asInt(),
                root.path("managementPort").asInt(),
                root.path("managementHost").asText(),
                text(root, "publicUrl"),
                texts(root, "trustedProxies"),
                tls(root.path("tls")),
                Path.of(root.path("data").asText()),
                text(root, "rootPassword").map(Secret::new),
                text(root, "bootstrapKey").map(Secret::new),
                media(root.path("media")),
                frames(root.path("frames")),
                http(root.path("http")),
                root.path("heartbeatMs").asInt(),
                root.path("resumeEventsMax").asInt(),
                new Sessions(
                        sessions.path("capacityMax").asInt(),
                        loops(sessions.path("loops").asInt())),
                new Series(root.path("series").path("horizonDays").asInt()),
                quotas(root.path("quotas")),
                timers(root.path("timers")),
                webhooks(root.path("webhooks")),
                new JournalGroups(
                        journal.path("groupMax").asInt(),
                        journal.path("queueMax").asInt()),
                new Log(root.path("log").path("level").asText()),
                new Sample(
                        sample.path("enabled").asBoolean(),
                        sample.path("portalPort").asInt()),
                new Demo(new Crisis(
                        crisis.path("call").asText(), crisis.path("text").asText())));
    }

    /** 0 is one for each processor. */
    private static int loops(int wanted) {
        return wanted > 0 ? wanted : Math.min(LOOPS_MAX, Runtime.getRuntime().availableProcessors());
    }

    private static Optional<Tls> tls(JsonNode tls) {
        String certificate = tls.path("certificate").asText();
        String key = tls.path("key").asText();
        return certificate.isEmpty() && key.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tls(Path.of(certificate), Path.of(key)));
    }

    private static Media media(JsonNode media) {
        return new Media(
                media.path("bridge").asText(),
                media.path("port").asInt(),
                media.path("endpointsMax").asInt(),
                media.path("endpointsPerConferenceMax").asInt(),
                turn(media.path("turn")),
                new MediaKeys(media));
    }

    private static Turn turn(JsonNode turn) {
        return new Turn(
                texts(turn, "urls"),
                text(turn, "secret").map(Secret::new),
                turn.path("lifetimeSeconds").asInt(),
                turn.path("relayOnly").asBoolean());
    }

    private static Frames frames(JsonNode frames) {
        return new Frames(
                frames.path("bytesMax").asInt(),
                frames.path("queuedBytesMax").asInt(),
                frames.path("commandBurst").asInt(),
                frames.path("commandsPerSecond").asInt(),
                frames.path("helloMs").asInt(),
                frames.path("hellosMax").asInt(),
                frames.path("hellosPerAddressMax").asInt());
    }

    private static Http http(JsonNode http) {
        return new Http(
                http.path("headMs").asInt(),
                http.path("bodyMs").asInt(),
                http.path("connectionsMax").asInt(),
                http.path("connectionsPerAddressMax").asInt(),
                http.path("bodyBytesInFlightMax").asInt());
    }

    private static ProgramQuotas quotas(JsonNode quotas) {
        return new ProgramQuotas(
                quotas.path("sessionsMax").asInt(),
                quotas.path("seatsMax").asInt(),
                quotas.path("connectionsMax").asInt(),
                quotas.path("commandsPerSecond").asInt());
    }

    private static Webhooks webhooks(JsonNode webhooks) {
        List<Integer> ports = StreamSupport.stream(webhooks.path("ports").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
        return new Webhooks(webhooks.path("allowPrivate").asBoolean(), ports);
    }

    private static Timers timers(JsonNode timers) {
        return new Timers(
                timers.path("drainMs").asInt(), timers.path("overKeptMs").asInt());
    }

    private static Optional<String> text(JsonNode parent, String key) {
        return Optional.of(parent.path(key).asText()).filter(text -> !text.isEmpty());
    }

    private static List<String> texts(JsonNode parent, String key) {
        return StreamSupport.stream(parent.path(key).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
