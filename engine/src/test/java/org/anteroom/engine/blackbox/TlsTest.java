package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.util.Map;
import org.anteroom.signaling.synthetic.LocalServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine with TLS of its own. */
class TlsTest {
    private static final String HOST = "127.0.0.1";

    @TempDir
    Path folder;

    /** HTTP/2 has floods of its own, which nothing here bounds. */
    @Test
    void whateverIsOffered_http11IsSpoken_andStrictly() throws Exception {
        Path certificate = folder.resolve("certificate");
        Path key = folder.resolve("key");
        LocalServers.certify(certificate, key, HOST, "IP:" + HOST);
        try (TestEngine engine = TestEngine.start(
                folder,
                Map.of("ANTEROOM_TLS_CERTIFICATE", certificate.toString(), "ANTEROOM_TLS_KEY", key.toString()))) {
            HttpClient client = engine.vertx()
                    .createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setSsl(true)
                            .setUseAlpn(true)
                            .setTrustAll(true)
                            .setVerifyHost(false));
            HttpClientRequest request =
                    TestEngine.await(client.request(HttpMethod.GET, engine.port(), HOST, "/v1/openapi.yaml"));
            HttpClientResponse response = TestEngine.await(request.send());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_1_1);
            assertThat(response.getHeader("Strict-Transport-Security")).isNotNull();
            TestEngine.await(client.close());
        }
    }
}
