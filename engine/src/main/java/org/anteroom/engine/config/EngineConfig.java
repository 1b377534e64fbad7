package org.anteroom.engine.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.anteroom.signaling.BridgeKeys;

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
        Series series,
        ProgramQuotas quotas,
        Timers timers,
        Webhooks webhooks,
        JournalGroups journal,
        Log log,
        Sample sample,
        Demo demo) {

    /** Files in PEM. */
    public record Tls(Path certificate, Path key) {}

    /**
     * What forwards media. Only what every kind of bridge has is named here; each kind reads its own keys.
     *
     * @param bridge the kind's name
     * @param port of a bridge in this process
     * @param keys everything below {@code media}
     */
    public record Media(
            String bridge, int port, int endpointsMax, int endpointsPerConferenceMax, Turn turn, BridgeKeys keys) {}

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

    /**
     * How sessions are served.
     *
     * @param capacityMax the largest capacity that a session may ask for
     * @param loops event loops that sessions are spread over; 1: all on the loop of the sockets
     */
    public record Sessions(int capacityMax, int loops) {}

    /**
     * How series are planned.
     *
     * @param horizonDays how many days before its start an occurrence is a session
     */
    public record Series(int horizonDays) {}

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
     * Where webhooks, and the keys of signers, may be.
     *
     * @param allowPrivate whether addresses inside the network are targets, by http too and on any port
     * @param ports beside 443
     */
    public record Webhooks(boolean allowPrivate, List<Integer> ports) {}

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
