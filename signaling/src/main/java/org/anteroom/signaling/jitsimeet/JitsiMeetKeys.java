package org.anteroom.signaling.jitsimeet;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.signaling.BridgeKeys;
import org.anteroom.signaling.PageOrigins;

/** What the configuration says of a deployment; what was not said is made from its URL. */
final class JitsiMeetKeys {
    private static final String PREFIX = "jitsiMeet.";

    /** Below {@code media}. */
    static final Set<String> ALL = Stream.of(
                    "url",
                    "domain",
                    "muc",
                    "focus",
                    "service",
                    "script",
                    "appId",
                    "audience",
                    "algorithm",
                    "keyFile",
                    "keyId",
                    "secret",
                    "tokenSeconds")
            .map(PREFIX::concat)
            .collect(Collectors.toUnmodifiableSet());

    private final BridgeKeys keys;

    JitsiMeetKeys(BridgeKeys keys) {
        this.keys = keys;
    }

    /** @param key below {@code media.jitsiMeet} */
    Optional<String> text(String key) {
        return keys.text(PREFIX + key);
    }

    /** In PEM. */
    Optional<Path> keyFile() {
        return text("keyFile").map(Path::of);
    }

    /** Whether tokens are signed with a secret that the deployment knows too. */
    boolean isShared() {
        return text("algorithm").filter("HS256"::equals).isPresent();
    }

    /** @throws IllegalArgumentException where the key is none, with a sentence for the operator */
    JitsiMeetOptions options() {
        return JitsiMeetOptions.of(
                deployment(),
                text("focus").orElse("focus." + domain()),
                text("appId").orElseThrow(),
                text("audience").orElseThrow(),
                key(),
                keys.number(PREFIX + "tokenSeconds"));
    }

    private String url() {
        return text("url").orElseThrow();
    }

    private String domain() {
        return text("domain").orElseGet(() -> URI.create(url()).getHost());
    }

    private Deployment deployment() {
        return new Deployment(
                URI.create(text("script").orElseGet(() -> url() + "/libs/lib-jitsi-meet.min.js")),
                URI.create(text("service").orElseGet(() -> url().replaceFirst("^http", "ws") + "/xmpp-websocket")),
                domain(),
                text("muc").orElseGet(() -> "conference." + domain()));
    }

    private TokenKey key() {
        return isShared()
                ? said("secret", () -> TokenKey.hs256(text("secret").orElse("")))
                : said(
                        "keyFile",
                        () -> TokenKey.rs256(
                                read(keyFile().orElseThrow()), text("keyId").orElse("")));
    }

    private static TokenKey said(String key, Supplier<TokenKey> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    JitsiMeetOptions.SETTING + "." + key + " cannot be used; allowed: " + e.getMessage() + ".");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("a file that the engine may read");
        }
    }

    /**
     * What a browser loads and opens there.
     *
     * @param channels origins of its bridge's channel, where that is not at the deployment's own
     */
    PageOrigins origins(List<String> channels) {
        Deployment deployment = deployment();
        List<String> lines = new ArrayList<>(List.of(origin(deployment.service())));
        lines.addAll(channels);
        return new PageOrigins(List.of(origin(deployment.script())), lines);
    }

    private static String origin(URI of) {
        return of.getScheme() + "://" + of.getRawAuthority();
    }
}
