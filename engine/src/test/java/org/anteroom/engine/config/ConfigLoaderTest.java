package org.anteroom.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.anteroom.signaling.BridgeKeys;
import org.anteroom.signaling.BridgeKind;
import org.anteroom.signaling.bridges.Bridges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    @Test
    void nothingSet_givesTheDefaults() {
        EngineConfig config = ConfigLoader.load(Map.of("PATH", "/bin"));
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.managementPort()).isEqualTo(8081);
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.tls()).isEmpty();
        assertThat(config.rootPassword()).isEmpty();
        assertThat(config.bootstrapKey()).isEmpty();
        assertThat(config.media().bridge()).isEqualTo("embedded");
        assertThat(config.media().port()).isEqualTo(10_000);
        assertThat(config.media().endpointsMax()).isEqualTo(1_000);
        assertThat(config.media().endpointsPerConferenceMax()).isEqualTo(50);
        assertThat(config.media().turn()).isEqualTo(new EngineConfig.Turn(List.of(), Optional.empty(), 57_600, false));
        BridgeKeys keys = config.media().keys();
        assertThat(keys.number("healthDeadlineMs")).isEqualTo(900);
        for (String list : List.of("videobridges", "channels", "addresses", "advertised")) {
            assertThat(keys.texts(list)).as(list).isEmpty();
        }
        assertThat(keys.text("jitsiMeet.audience")).contains("jitsi");
        assertThat(keys.text("jitsiMeet.algorithm")).contains("RS256");
        assertThat(keys.number("jitsiMeet.tokenSeconds")).isEqualTo(60);
        for (String text :
                List.of("url", "domain", "muc", "focus", "service", "script", "appId", "keyFile", "keyId", "secret")) {
            assertThat(keys.text("jitsiMeet." + text)).as(text).isEmpty();
        }
        assertThat(config.frames()).isEqualTo(new EngineConfig.Frames(65_536, 1_048_576, 100, 20, 10_000, 5_000, 200));
        assertThat(config.samplePublished()).isTrue();
        assertThat(config.demo().crisis()).isEqualTo(new EngineConfig.Crisis("988", "988"));
    }

    @Test
    void environment_winsOverTheFileAndTheFileOverTheDefaults() throws IOException {
        String file = write("port: 9000\nmedia:\n  port: 9001\n  endpointsMax: 90\nlog: {level: debug}\n");
        EngineConfig config = ConfigLoader.load(Map.of(
                "ANTEROOM_CONFIG",
                file,
                "ANTEROOM_MEDIA_PORT",
                "9100",
                "ANTEROOM_TRUSTED_PROXIES",
                "10.0.0.1, ::1",
                "ANTEROOM_SAMPLE_ENABLED",
                "false",
                "ANTEROOM_DATA",
                "/srv/rooms"));
        assertThat(config.port()).isEqualTo(9000);
        assertThat(config.media().port()).isEqualTo(9100);
        assertThat(config.media().endpointsMax()).isEqualTo(90);
        assertThat(config.media().endpointsPerConferenceMax()).isEqualTo(50);
        assertThat(config.log().level()).isEqualTo("debug");
        assertThat(config.trustedProxies()).containsExactly("10.0.0.1", "::1");
        assertThat(config.samplePublished()).isFalse();
        assertThat(config.data()).isEqualTo(Path.of("/srv/rooms"));
    }

    @Test
    void emptyFile_givesTheDefaults() throws IOException {
        assertThat(ConfigLoader.load(Map.of("ANTEROOM_CONFIG", write("# nothing\n")))
                        .port())
                .isEqualTo(8080);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    port: 70000                 | port is 70000; allowed: a whole number from 0 to 65535.
                    port: "8080"                | port is "8080"; allowed: a whole number from 0 to 65535.
                    port: 80.5                  | port is 80.5; allowed: a whole number from 0 to 65535.
                    port: 99999999999999999999  | port is 99999999999999999999; allowed: a whole number from 0 to 65535.
                    port:                       | port is ""; allowed: a whole number from 0 to 65535.
                    media: {prot: 1}            | media.prot is not a key; allowed: media.bridge, media.videobridges, media.channels, media.healthDeadlineMs, media.port, media.addresses, media.advertised, media.endpointsMax, media.endpointsPerConferenceMax, media.jitsiMeet, media.turn.
                    sample: {enabled: "yes"}    | sample.enabled is "yes"; allowed: true or false.
                    log: {level: loud}          | log.level is "loud"; allowed: error, warn, info, debug.
                    log: loud                   | log has no keys; allowed: log.level.
                    media: {addresses: [here]}  | media.addresses is ["here"]; allowed: a list of at most 16, each an IP address.
                    demo: {crisis: {call: 988}} | demo.crisis.call is 988; allowed: text in quotes, at most 40 characters.
                    data: ""                    | data is ""; allowed: a folder.
                    publicUrl: ftp://x          | publicUrl is "ftp://x"; allowed: an http or https URL without a path, or empty.
                    bootstrapKey: short         | bootstrapKey is a secret of 5 characters; allowed: 32 to 256 visible ASCII characters, or empty.
                    rootPassword: hunter2       | rootPassword is a secret of 7 characters; allowed: 12 to 1024 characters, or empty.
                    host: 0.0.0.0               | host is "0.0.0.0"; allowed: a loopback address (127.0.0.1), or any other together with tls.certificate and tls.key, or with trustedProxies where a proxy in front speaks TLS.
                    tls: {certificate: /none}   | tls.certificate is "/none"; allowed: a file in PEM that the engine may read; tls.certificate and tls.key go together.
                    managementPort: 8080        | managementPort is 8080; allowed: a port that port does not use.
                    sessions: {capacityMax: 500}| sessions.capacityMax is 500; allowed: no more than media.endpointsPerConferenceMax, which is 50.
                    media: {endpointsPerConferenceMax: 40, endpointsMax: 10} | media.endpointsPerConferenceMax is 40; allowed: no more than media.endpointsMax, which is 10.
                    media: {advertised: [192.0.2.1]} | media.advertised is [192.0.2.1]; allowed: one address for each of media.addresses, which has 0.
                    media: {bridge: jitsi}      | media.bridge is "jitsi"; allowed: embedded, videobridge, jitsi-meet.
                    media: {bridge: embedded, videobridges: ["http://10.0.0.5:8080"]} | media.bridge is embedded; allowed: videobridge, where media.videobridges names some.
                    media: {channels: ["wss://x/path"]} | media.channels is ["wss://x/path"]; allowed: a list of at most 64, each an origin such as wss://media.example.org, without a path.
                    """)
    void badFile_isRefusedByFileKeyValueAndWhatIsAllowed(String yaml, String problem) throws IOException {
        String file = write(yaml);
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ": " + problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {url: ""}                          | media.jitsiMeet.url is empty; allowed: the deployment's URL, such as https://meet.example.org, where media.bridge is jitsi-meet.
                    {url: "https://meet.example.org"}  | media.jitsiMeet.appId is empty; allowed: the app_id that Prosody has, or one of its asap_accepted_issuers.
                    {url: "http://meet.example.org"}   | media.jitsiMeet.url is "http://meet.example.org"; allowed: https or wss; without TLS a loopback or private address alone.
                    {url: "http://172.32.0.1"}         | media.jitsiMeet.url is "http://172.32.0.1"; allowed: https or wss; without TLS a loopback or private address alone.
                    {service: "ws://meet.example.org"} | media.jitsiMeet.service is "ws://meet.example.org"; allowed: https or wss; without TLS a loopback or private address alone.
                    {script: "http://8.8.8.8/lib.js"}  | media.jitsiMeet.script is "http://8.8.8.8/lib.js"; allowed: https or wss; without TLS a loopback or private address alone.
                    {url: "https://meet.example.org", script: "https://cdn.example.org/lib.js"} | media.jitsiMeet.script is at cdn.example.org:443; allowed: the same host and port as media.jitsiMeet.service, meet.example.org:443.
                    {keyFile: /none}                   | media.jitsiMeet.keyFile is "/none"; allowed: a private RSA key in PEM that the engine may read.
                    {appId: rooms}                     | media.jitsiMeet.keyId is empty; allowed: the kid under which Prosody's asap_key_server has the public key.
                    {algorithm: HS256}                 | media.jitsiMeet.secret is empty; allowed: the app_secret that Prosody has, where media.jitsiMeet.algorithm is HS256.
                    {secret: a-secret-of-thirty-two-characters} | media.jitsiMeet.algorithm is RS256; allowed: HS256, where media.jitsiMeet.secret is set; or leave the secret out.
                    {domain: Meet.Example.org}         | media.jitsiMeet.domain is "Meet.Example.org"; allowed: a domain in lower case, or empty.
                    {tokenSeconds: 3600}               | media.jitsiMeet.tokenSeconds is 3600; allowed: a whole number from 10 to 600.
                    {algorithm: none}                  | media.jitsiMeet.algorithm is "none"; allowed: RS256, HS256.
                    """)
    void badDeployment_isRefusedByItsKey(String yaml, String problem) throws IOException {
        String file = write("media:\n  bridge: jitsi-meet\n  jitsiMeet: " + yaml + "\n");
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file)))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refusal ->
                                assertThat(refusal.problems()).anyMatch(sentence -> sentence.endsWith(": " + problem)));
    }

    @Test
    void aDeploymentUnderAnotherBridge_isRefused() throws IOException {
        String file = write("media: {jitsiMeet: {url: \"https://meet.example.org\"}}\n");
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file)))
                .hasMessageContaining("media.bridge is embedded; allowed: jitsi-meet");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "http://127.0.0.1:8000",
                "http://10.1.2.3",
                "http://192.168.7.7",
                "http://172.16.0.9",
                "http://[fd00::1]"
            })
    void aDeploymentNearby_mayGoWithoutTls(String url) throws IOException {
        String file = write("media:\n  bridge: jitsi-meet\n  jitsiMeet: {url: \"" + url
                + "\", appId: rooms, algorithm: HS256, secret: a-secret-of-thirty-two-characters}\n");
        BridgeKeys keys =
                ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file)).media().keys();
        assertThat(keys.text("jitsiMeet.url")).contains(url);
        assertThat(Bridges.chosen(keys).name()).isEqualTo("jitsi-meet");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    media: {turn: {urls: ["http://relay.example"]}} | media.turn.urls is ["http://relay.example"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["turn:relay.example?transport=sctp"]}} | media.turn.urls is ["turn:relay.example?transport=sctp"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["turns:relay.example?transport=udp"]}} | media.turn.urls is ["turns:relay.example?transport=udp"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["stun:relay.example?transport=udp"]}} | media.turn.urls is ["stun:relay.example?transport=udp"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["turn:relay.example:0"]}} | media.turn.urls is ["turn:relay.example:0"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["turn:relay.example:65536"]}} | media.turn.urls is ["turn:relay.example:65536"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["turn://relay.example"]}} | media.turn.urls is ["turn://relay.example"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["turn:"]}} | media.turn.urls is ["turn:"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {urls: ["turn:me@relay.example"]}} | media.turn.urls is ["turn:me@relay.example"]; allowed: a list of at most 8, each stun:HOST[:PORT], turn:HOST[:PORT] with ?transport=udp or ?transport=tcp, or turns:HOST[:PORT] with ?transport=tcp.
                    media: {turn: {secret: short}} | media.turn.secret is a secret of 5 characters; allowed: 32 to 256 visible ASCII characters, or empty.
                    media: {turn: {secret: "a secret with blanks in it, of 41 letters"}} | media.turn.secret is a secret of 41 characters; allowed: 32 to 256 visible ASCII characters, or empty.
                    media: {turn: {lifetimeSeconds: 59}} | media.turn.lifetimeSeconds is 59; allowed: a whole number from 60 to 172800.
                    media: {turn: {relayOnly: "yes"}} | media.turn.relayOnly is "yes"; allowed: true or false.
                    media: {turn: {password: x}} | media.turn.password is not a key; allowed: media.turn.urls, media.turn.secret, media.turn.lifetimeSeconds, media.turn.relayOnly.
                    media: {turn: {urls: ["turn:relay.example"]}} | media.turn.secret is empty; allowed: the secret that the relay in media.turn.urls has (coturn's static-auth-secret), 32 to 256 visible ASCII characters.
                    media: {turn: {secret: a-secret-of-thirty-two-characters}} | media.turn.urls is []; allowed: a turn: or turns: URL where media.turn.secret is set.
                    media: {turn: {relayOnly: true}} | media.turn.relayOnly is true; allowed: false, or true with a turn: or turns: URL in media.turn.urls.
                    media: {turn: {relayOnly: true, urls: ["stun:relay.example"]}} | media.turn.relayOnly is true; allowed: false, or true with a turn: or turns: URL in media.turn.urls.
                    """)
    void badRelay_isRefusedByFileKeyValueAndWhatIsAllowed(String yaml, String problem) throws IOException {
        badFile_isRefusedByFileKeyValueAndWhatIsAllowed(yaml, problem);
    }

    @Test
    void relay_isTakenFromTheFileWithItsSecretFromTheEnvironment() throws IOException {
        String secret = "a-secret-of-thirty-two-characters";
        String file = write("media: {turn: {relayOnly: true, lifetimeSeconds: 3600, urls: [\"stun:relay.example\", "
                + "\"turn:relay.example:3478?transport=udp\", \"turns:[2001:db8::1]:443?transport=tcp\"]}}\n");
        EngineConfig config = ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file, "ANTEROOM_MEDIA_TURN_SECRET", secret));
        assertThat(config.media().turn())
                .isEqualTo(new EngineConfig.Turn(
                        List.of(
                                "stun:relay.example",
                                "turn:relay.example:3478?transport=udp",
                                "turns:[2001:db8::1]:443?transport=tcp"),
                        Optional.of(new Secret(secret)),
                        3600,
                        true));
        assertThat(config.toString()).doesNotContain(secret);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ANTEROOM_PORT           | abc     | port is "abc"; allowed: a whole number from 0 to 65535.
                    ANTEROOM_PORT           | 70000   | port is 70000; allowed: a whole number from 0 to 65535.
                    ANTEROOM_MEDIA_PORT     | -1      | media.port is -1; allowed: a whole number from 0 to 65535.
                    ANTEROOM_SAMPLE_ENABLED | yes     | sample.enabled is "yes"; allowed: true or false.
                    ANTEROOM_ROOT_PASSWORD  | hunter2 | rootPassword is a secret of 7 characters; allowed: 12 to 1024 characters, or empty.
                    ANTEROOM_HOST           | ::      | host is "::"; allowed: a loopback address (127.0.0.1), or any other together with tls.certificate and tls.key, or with trustedProxies where a proxy in front speaks TLS.
                    """)
    void badVariable_isRefusedByNameKeyValueAndWhatIsAllowed(String name, String value, String problem) {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The environment variable " + name + ": " + problem);
    }

    @Test
    void unknownVariable_isRefused() {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_PROT", "1")))
                .hasMessageStartingWith("The environment variable ANTEROOM_PROT is not one of the engine's; allowed: "
                        + "ANTEROOM_BOOTSTRAP_KEY, ")
                .hasMessageEndingWith(", ANTEROOM_CONFIG.");
    }

    @Test
    void unknownKey_isRefusedWithTheKeysThatAre() throws IOException {
        String file = write("prot: 1\n");
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file)))
                .hasMessageStartingWith(file + ": prot is not a key; allowed: host, port, managementPort, ");
    }

    @Test
    void everyProblem_isNamedAtOnce() throws IOException {
        String file = write("port: a\nhost: 5\nx: 1\n");
        ConfigException refusal =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file)));
        assertThat(refusal.problems())
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem).startsWith(file + ": "));
    }

    @Test
    void yamlThatIsBroken_isRefusedByPlaceWithoutItsText() throws IOException {
        String file = write("rootPassword: 'a secret\n");
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", file)))
                .hasMessageStartingWith(file + ": not valid YAML at line ")
                .hasMessageNotContaining("secret");
        String twice = write("port: 1\nport: 2\n");
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", twice)))
                .hasMessageStartingWith(twice + ": not valid YAML at line 2");
    }

    @Test
    void fileThatIsMissing_isRefused() {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of("ANTEROOM_CONFIG", "/none/anteroom.yaml")))
                .hasMessage("ANTEROOM_CONFIG is /none/anteroom.yaml; allowed: a YAML file that the engine may read.");
    }

    @Test
    void hostBeyondLoopback_startsWithTlsOrATrustedProxyAndWithoutTheSample() throws IOException {
        Path pem = Files.writeString(folder.resolve("a.pem"), "");
        EngineConfig tls = ConfigLoader.load(Map.of(
                "ANTEROOM_HOST",
                "0.0.0.0",
                "ANTEROOM_TLS_CERTIFICATE",
                pem.toString(),
                "ANTEROOM_TLS_KEY",
                pem.toString()));
        assertThat(tls.tls()).isEqualTo(Optional.of(new EngineConfig.Tls(pem, pem)));
        assertThat(tls.samplePublished()).isFalse();
        assertThat(ConfigLoader.load(Map.of("ANTEROOM_HOST", "::", "ANTEROOM_TRUSTED_PROXIES", "10.0.0.0/8"))
                        .host())
                .isEqualTo("::");
    }

    @Test
    void secrets_areNeverPrinted() {
        EngineConfig config = ConfigLoader.load(Map.of(
                "ANTEROOM_ROOT_PASSWORD",
                "correct horse battery",
                "ANTEROOM_BOOTSTRAP_KEY",
                "key_0123456789abcdef0123456789ab"));
        assertThat(config.rootPassword()).contains(new Secret("correct horse battery"));
        assertThat(config.toString()).doesNotContain("horse").doesNotContain("key_0123");
    }

    @Test
    void schemaDefaultsRecordsAndReadme_haveTheSameKeys() throws IOException {
        Set<String> schema =
                new ConfigSchema(resource("anteroom.schema.json")).leaves().keySet();
        Set<String> defaults = new TreeSet<>();
        collect("", resource("anteroom.yaml"), defaults);
        Set<String> records = new TreeSet<>();
        collect("", EngineConfig.class, records);
        Bridges.KINDS.forEach(kind -> kind.keys().forEach(key -> records.add("media." + key)));

        assertThat(defaults).containsExactlyInAnyOrderElementsOf(schema);
        // The two files of tls are one optional record, so its leaves are found like any other's.
        assertThat(records).containsExactlyInAnyOrderElementsOf(schema);
        String readme = Files.readString(Path.of("..", "config", "README.md"));
        assertThat(schema).allSatisfy(key -> assertThat(readme).contains("| `" + key + "` |"));
    }

    @Test
    void kindsOfBridges_areThoseThatTheSchemaAllows() throws IOException {
        List<String> allowed = new ArrayList<>();
        resource("anteroom.schema.json")
                .at("/properties/media/properties/bridge/enum")
                .forEach(name -> allowed.add(name.asText()));
        assertThat(Bridges.KINDS.stream().map(BridgeKind::name)).containsExactlyElementsOf(allowed);
    }

    @Test
    void kindsOfBridges_readTheirOwnKeysAlone() {
        BridgeKeys keys = ConfigLoader.load(Map.of()).media().keys();
        for (BridgeKind kind : Bridges.KINDS) {
            kind.check(new Only(keys, kind), (key, value, allowed) -> {
                throw new AssertionError("The defaults are refused");
            });
        }
    }

    /** Keys as one kind of bridge may read them. */
    private record Only(BridgeKeys all, BridgeKind kind) implements BridgeKeys {
        private String own(String key) {
            assertThat(key.equals(BridgeKind.CHOICE) || kind.keys().contains(key))
                    .as(kind.name() + " reads " + key)
                    .isTrue();
            return key;
        }

        @Override
        public Optional<String> text(String key) {
            return all.text(own(key));
        }

        @Override
        public List<String> texts(String key) {
            return all.texts(own(key));
        }

        @Override
        public int number(String key) {
            return all.number(own(key));
        }
    }

    private static void collect(String prefix, JsonNode node, Set<String> keys) {
        node.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                collect(prefix + field.getKey() + ".", field.getValue(), keys);
            } else {
                keys.add(prefix + field.getKey());
            }
        });
    }

    private static void collect(String prefix, Class<?> type, Set<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> inner = component.getName().equals("tls") ? EngineConfig.Tls.class : component.getType();
            if (inner.isRecord()) {
                collect(prefix + component.getName() + ".", inner, keys);
            } else if (inner != BridgeKeys.class) {
                keys.add(prefix + component.getName());
            }
        }
    }

    private static JsonNode resource(String name) throws IOException {
        ObjectMapper yaml = new YAMLMapper();
        try (InputStream input = ConfigLoader.class.getResourceAsStream(name)) {
            return yaml.readTree(Objects.requireNonNull(input, name));
        }
    }

    private String write(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "rooms", ".yaml"), yaml)
                .toString();
    }
}
