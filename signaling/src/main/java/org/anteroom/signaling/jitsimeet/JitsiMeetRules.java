package org.anteroom.signaling.jitsimeet;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.anteroom.signaling.BridgeKind;

/** What the keys of a Jitsi Meet deployment ask of one another. */
final class JitsiMeetRules {
    private final JitsiMeetKeys meet;
    private final BridgeKind.Refusal refusal;

    JitsiMeetRules(JitsiMeetKeys meet, BridgeKind.Refusal refusal) {
        this.meet = meet;
        this.refusal = refusal;
    }

    void check() {
        if (meet.text("url").isEmpty()) {
            refuse(
                    "url",
                    "empty",
                    "the deployment's URL, such as https://meet.example.org, where media.bridge is jitsi-meet");
        }
        if (meet.text("appId").isEmpty()) {
            refuse("appId", "empty", "the app_id that Prosody has, or one of its asap_accepted_issuers");
        }
        checkKey();
        checkAddress("url", meet.text("url"));
        checkAddress("service", meet.text("service"));
        checkAddress("script", meet.text("script"));
        checkSameHost();
    }

    /** Browsers run code from the host that they speak with anyway, and from nowhere else. */
    private void checkSameHost() {
        Optional<String> service =
                meet.text("service").or(() -> meet.text("url")).flatMap(JitsiMeetRules::hostAndPort);
        Optional<String> script = meet.text("script").or(() -> meet.text("url")).flatMap(JitsiMeetRules::hostAndPort);
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
            if (meet.text("secret").isEmpty()) {
                refuse("secret", "empty", "the app_secret that Prosody has, where media.jitsiMeet.algorithm is HS256");
            }
            return;
        }
        if (meet.keyFile().filter(JitsiMeetRules::isReadable).isEmpty()) {
            String value = meet.keyFile().map(file -> "\"" + file + "\"").orElse("empty");
            refuse("keyFile", value, "a private RSA key in PEM that the engine may read");
        }
        if (meet.text("keyId").isEmpty()) {
            refuse("keyId", "empty", "the kid under which Prosody's asap_key_server has the public key");
        }
        if (meet.text("secret").isPresent()) {
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
        return isLoopback(host.replaceAll("[\\[\\]]", ""))
                || host.matches("10(\\.[0-9]{1,3}){3}|192\\.168(\\.[0-9]{1,3}){2}")
                || host.matches("172\\.(1[6-9]|2[0-9]|3[01])(\\.[0-9]{1,3}){2}")
                || host.matches("\\[f[cd][0-9a-f]{2}:.*");
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.[0-9]{1,3}){3}");
    }

    private void refuse(String key, String value, String allowed) {
        refusal.refuse("jitsiMeet." + key, value, allowed);
    }
}
