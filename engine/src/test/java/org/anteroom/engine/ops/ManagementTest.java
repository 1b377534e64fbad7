package org.anteroom.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the management port says of readiness. */
class ManagementTest {
    private final Vertx vertx = Vertx.vertx();
    private volatile boolean journal = true;
    private volatile boolean bridge = true;
    private final Management management = new Management(
            vertx,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            (host, local) -> true,
            () -> journal,
            () -> bridge);

    @BeforeEach
    void listen() throws Exception {
        done(management.listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() throws Exception {
        done(management.close());
        done(vertx.close());
    }

    private static void done(Future<Void> future) throws Exception {
        var unused = future.toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    private String readiness() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + management.port() + "/readyz");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
    }

    @Test
    void readiness_namesWhatIsNotReady_andNothingElse() throws Exception {
        assertThat(readiness()).isEqualTo("503 not ready: engine");
        management.ready(true);
        assertThat(readiness()).isEqualTo("200 ready");
        journal = false;
        assertThat(readiness()).isEqualTo("503 not ready: journal");
        bridge = false;
        assertThat(readiness()).isEqualTo("503 not ready: journal, bridge");
        journal = true;
        assertThat(readiness()).isEqualTo("503 not ready: bridge");
        bridge = true;
        assertThat(readiness()).isEqualTo("200 ready");
    }
}
