package org.anteroom.engine.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the keys of a Jitsi Meet deployment ask of one another. */
final class JitsiMeetRules {
    private static final String KEY = "media.jitsiMeet.";

    private final EngineConfig.Media media;
    private final EngineConfig.JitsiMeet meet;
    private final Refusal refusal;

    /** Takes what is wrong with a key. */
    interface Refusal {
        void refuse(String key, String value, String allowed);
    }

    JitsiMeetRules(EngineConfig.Media media, Refusal refusal) {
        this.media = media;
        this.meet = media.jitsiMeet();
        this.refusal = refusal;
    }

    void check() {
        if (!media.onJitsiMeet()) {
            meet.url()
                    .ifPresent(url -> refusal.refuse(
                            "media.bridge",
                            media.bridge(),
                            "jitsi-meet, where media.jitsiMeet.url names a deployment"));
            return;
        }
        if (meet.url().isEmpty()) {
            refuse(
                    "url",
                    "empty",
                    "the deployment's URL, such as https://meet.example.org, where media.bridge is jitsi-meet");
        }
        if (meet.appId().isEmpty()) {
            refuse("appId", "empty", "the app_id that Prosody has, or one of its asap_accepted_issuers");
        }
        checkKey();
        checkAddress("url", meet.url());
        checkAddress("service", meet.service());
        checkAddress("script", meet.script());
        checkSameHost();
    }

    /** Browsers run code from the host that they speak with anyway, and from nowhere else. */
    private void checkSameHost() {
        Optional<String> service = meet.service().or(meet::url).flatMap(JitsiMeetRules::hostAndPort);
        Optional<String> script = meet.script().or(meet::url).flatMap(JitsiMeetRules::hostAndPort);
        if (service.isPresent() && script.isPresent() && !service.equals(script)) {
            refuse(
                    "script",
                    "at " + script.get(),
                    "the same host and port as media.jitsiMeet.service, " + service.get());
        }
    }

    private static Optional<String> hostAndPort(String address) {
        URI uri = URI.create(address);
        int port = uri.getPort() >= 0 ? uri.getPort() : address.matches("(https|wss):.*") ? 443 : 80;
        return Optional.ofNullable(uri.getHost()).map(host -> host + ":" + port);
    }

    private void checkKey() {
        if (meet.isShared()) {
            if (meet.secret().isEmpty()) {
                refuse("secret", "empty", "the app_secret that Prosody has, where media.jitsiMeet.algorithm is HS256");
            }
            return;
        }
        if (meet.keyFile().filter(JitsiMeetRules::isReadable).isEmpty()) {
            String value = meet.keyFile().map(file -> "\"" + file + "\"").orElse("empty");
            refuse("keyFile", value, "a private RSA key in PEM that the engine may read");
        }
        if (meet.keyId().isEmpty()) {
            refuse("keyId", "empty", "the kid under which Prosody's asap_key_server has the public key");
        }
        if (meet.secret().isPresent()) {
            refuse("algorithm", "RS256", "HS256, where media.jitsiMeet.secret is set; or leave the secret out");
        }
    }

    private static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    /** Tokens and the browser's code go by it: without TLS anybody on the way has both. */
    private void checkAddress(String key, Optional<String> address) {
        address.filter(word -> word.startsWith("http:") || word.startsWith("ws:"))
                .filter(word ->
                        !isNear(Optional.ofNullable(URI.create(word).getHost()).orElse("")))
                .ifPresent(word -> refuse(
                        key, "\"" + word + "\"", "https or wss; without TLS a loopback or private address alone"));
    }

    private static boolean isNear(String host) {
        return EngineConfig.isLoopback(host.replaceAll("[\\[\\]]", ""))
                || host.matches("10(\\.[0-9]{1,3}){3}|192\\.168(\\.[0-9]{1,3}){2}")
                || host.matches("172\\.(1[6-9]|2[0-9]|3[01])(\\.[0-9]{1,3}){2}")
                || host.matches("\\[f[cd][0-9a-f]{2}:.*");
    }

    private void refuse(String key, String value, String allowed) {
        refusal.refuse(KEY + key, value, allowed);
    }
}
