package org.anteroom.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.anteroom.engine.config.EngineConfig;
import org.anteroom.engine.config.Secret;
import org.anteroom.engine.rest.MediaOrigins;
import org.anteroom.signaling.jitsimeet.Deployment;
import org.anteroom.signaling.jitsimeet.JitsiMeetOptions;
import org.anteroom.signaling.jitsimeet.TokenKey;

/** A Jitsi Meet deployment by the configuration: what was not said is made from its URL. */
final class JitsiMeetSetup {
    private final EngineConfig.Media media;
    private final EngineConfig.JitsiMeet meet;
    private final String url;

    private JitsiMeetSetup(EngineConfig.Media media, String url) {
        this.media = media;
        this.meet = media.jitsiMeet();
        this.url = url;
    }

    /** Present where the configuration asks for one. */
    static Optional<JitsiMeetSetup> of(EngineConfig.Media media) {
        return media.jitsiMeet().url().filter(url -> media.onJitsiMeet()).map(url -> new JitsiMeetSetup(media, url));
    }

    /** @throws IllegalArgumentException where the key is none, with a sentence for the operator */
    JitsiMeetOptions options() {
        return JitsiMeetOptions.of(
                        deployment(),
                        meet.focus().orElse("focus." + domain()),
                        meet.appId().orElseThrow(),
                        meet.audience(),
                        key(),
                        meet.tokenSeconds())
                .withEndpoints(media.endpointsMax(), media.endpointsPerConferenceMax());
    }

    private String domain() {
        return meet.domain().orElseGet(() -> URI.create(url).getHost());
    }

    private Deployment deployment() {
        return new Deployment(
                URI.create(meet.script().orElse(url + "/libs/lib-jitsi-meet.min.js")),
                URI.create(meet.service().orElse(url.replaceFirst("^http", "ws") + "/xmpp-websocket")),
                domain(),
                meet.muc().orElse("conference." + domain()));
    }

    private TokenKey key() {
        return meet.isShared()
                ? said(
                        "secret",
                        () -> TokenKey.hs256(meet.secret().map(Secret::value).orElse("")))
                : said(
                        "keyFile",
                        () -> TokenKey.rs256(
                                read(meet.keyFile().orElseThrow()), meet.keyId().orElse("")));
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

    /** What a browser loads and opens there: its bridge's channel may have an origin of its own. */
    MediaOrigins origins() {
        Deployment deployment = deployment();
        List<String> lines = new ArrayList<>(List.of(origin(deployment.service())));
        lines.addAll(media.channels());
        return new MediaOrigins(List.of(origin(deployment.script())), lines);
    }

    private static String origin(URI of) {
        return of.getScheme() + "://" + of.getRawAuthority();
    }
}
