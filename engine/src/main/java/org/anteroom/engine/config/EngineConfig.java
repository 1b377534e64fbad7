package org.anteroom.engine.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything an operator decides, checked; {@code config/README.md} says what each key means.
 *
 * @param host the address of the web server
 * @param port 0 for any free one, as for every port here
 * @param managementHost the address of the management port
 * @param publicUrl what browsers type; absent: made from host and port
 * @param trustedProxies addresses or networks whose forwarding headers are believed
 * @param data the data folder
 * @param rootPassword the password of the root keystore; absent: from the file beside it
 * @param bootstrapKey absent: generated and printed once
 */
public record EngineConfig(
        String host,
        int port,
        int managementPort,
        String managementHost,
        Optional<String> publicUrl,
        List<String> trustedProxies,
        Optional<Tls> tls,
        Path data,
        Optional<Secret> rootPassword,
        Optional<Secret> bootstrapKey,
        Media media,
        Frames frames,
        Http http,
        int heartbeatMs,
        int resumeEventsMax,
        Sessions sessions,
        ProgramQuotas quotas,
        Timers timers,
        JournalGroups journal,
        Log log,
        Sample sample,
        Demo demo) {

    /** Files in PEM. */
    public record Tls(Path certificate, Path key) {}

    /**
     * What forwards media.
     *
     * @param bridge embedded, videobridge or jitsi-meet
     * @param videobridges REST addresses
     * @param channels origins of videobridges' channels, which the engine opens, or of a deployment's, which browsers do
     * @param healthDeadlineMs how long a videobridge may take to say that it is well
     * @param port of the embedded bridge
     * @param addresses what it binds; empty: each non-loopback address
     * @param advertised what browsers are told, one for each bound address; empty: the bound ones
     */
    public record Media(
            String bridge,
            List<String> videobridges,
            List<String> channels,
            int healthDeadlineMs,
            int port,
            List<String> addresses,
            List<String> advertised,
            int endpointsMax,
            int endpointsPerConferenceMax,
            JitsiMeet jitsiMeet,
            Turn turn) {
        public boolean onVideobridges() {
            return bridge.equals("videobridge");
        }

        public boolean onJitsiMeet() {
            return bridge.equals("jitsi-meet");
        }
    }

    /**
     * A Jitsi Meet deployment; what is absent and has no default of its own is made from the URL.
     *
     * @param url where people would open it with a browser
     * @param domain of its XMPP addresses
     * @param muc the domain of its rooms
     * @param focus the address of its conference focus
     * @param service its XMPP WebSocket
     * @param script its client library
     * @param appId who issues tokens
     * @param audience for whom
     * @param algorithm RS256, with a key, or HS256, with a secret
     * @param keyFile in PEM
     * @param keyId under which the deployment finds the public key
     * @param tokenSeconds how long a token opens the door
     */
    public record JitsiMeet(
            Optional<String> url,
            Optional<String> domain,
            Optional<String> muc,
            Optional<String> focus,
            Optional<String> service,
            Optional<String> script,
            Optional<String> appId,
            String audience,
            String algorithm,
            Optional<Path> keyFile,
            Optional<String> keyId,
            Optional<Secret> secret,
            int tokenSeconds) {
        public boolean isShared() {
            return algorithm.equals("HS256");
        }
    }

    /**
     * The relay that browsers may use.
     *
     * @param urls of STUN and TURN servers; empty: no relay
     * @param secret what the TURN servers and the engine share; there whenever one of the URLs is a TURN server's
     * @param lifetimeSeconds how long credentials hold
     * @param relayOnly whether browsers send media by the relay alone
     */
    public record Turn(List<String> urls, Optional<Secret> secret, int lifetimeSeconds, boolean relayOnly) {}

    /**
     * What connections may send and leave unread.
     *
     * @param helloMs how long one may be silent at first
     * @param hellosMax how many at a time
     * @param hellosPerAddressMax how many of one address at a time
     */
    public record Frames(
            int bytesMax,
            int queuedBytesMax,
            int commandBurst,
            int commandsPerSecond,
            int helloMs,
            int hellosMax,
            int hellosPerAddressMax) {}

    /**
     * What HTTP connections may take, before anybody knows whose they are.
     *
     * @param headMs how long a new one may take to ask something
     * @param bodyMs how long a body may take
     * @param connectionsMax how many at a time that brought no good key
     * @param connectionsPerAddressMax how many of them of one address
     * @param bodyBytesInFlightMax bytes of all bodies at a time
     */
    public record Http(
            int headMs, int bodyMs, int connectionsMax, int connectionsPerAddressMax, int bodyBytesInFlightMax) {}

    /** @param capacityMax the largest capacity that a session may ask for */
    public record Sessions(int capacityMax) {}

    /**
     * The most that one program may have of the engine.
     *
     * @param sessionsMax sessions that are not over
     * @param seatsMax seats in these sessions
     * @param connectionsMax WebSockets
     * @param commandsPerSecond commands and calls a second
     */
    public record ProgramQuotas(int sessionsMax, int seatsMax, int connectionsMax, int commandsPerSecond) {}

    /**
     * How long things take.
     *
     * @param drainMs how long a stopping engine gives connections to leave
     * @param overKeptMs how long a session stays in memory after its end
     */
    public record Timers(int drainMs, int overKeptMs) {}

    /**
     * How the journal writes.
     *
     * @param groupMax entries in one commit
     * @param queueMax appends that may wait
     */
    public record JournalGroups(int groupMax, int queueMax) {}

    /**
     * What is logged.
     *
     * @param level error, warn, info or debug
     */
    public record Log(String level) {}

    /** The ready session; {@link EngineConfig#samplePublished()} says whether there is one. */
    public record Sample(boolean enabled, int portalPort) {}

    public record Demo(Crisis crisis) {}

    /** Whom a person in danger calls or texts. */
    public record Crisis(String call, String text) {}

    public boolean onLoopback() {
        return isLoopback(host);
    }

    /** The sample is for the machine at hand: its links let anybody in who can read the terminal. */
    public boolean samplePublished() {
        return sample.enabled() && onLoopback();
    }

    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.[0-9]{1,3}){3}");
    }
}
