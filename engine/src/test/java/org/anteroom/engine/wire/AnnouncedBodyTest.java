package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a head says of its body, and what it leaves open. */
class AnnouncedBodyTest {
    private static OptionalLong bytes(HttpVersion version, HttpMethod method, String... head) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < head.length; i += 2) {
            headers.add(head[i], head[i + 1]);
        }
        return AnnouncedBody.bytes(version, method, headers);
    }

    @Test
    void lengthThatIsTold_isTaken() {
        assertThat(bytes(HttpVersion.HTTP_1_1, HttpMethod.POST, "content-length", " 12 "))
                .hasValue(12);
        assertThat(bytes(HttpVersion.HTTP_2, HttpMethod.POST, "content-length", "12"))
                .hasValue(12);
        assertThat(bytes(HttpVersion.HTTP_1_1, HttpMethod.POST)).hasValue(0);
        assertThat(bytes(HttpVersion.HTTP_2, HttpMethod.GET)).hasValue(0);
    }

    @Test
    void lengthThatNobodyTells_isAny() {
        assertThat(bytes(HttpVersion.HTTP_1_1, HttpMethod.POST, "transfer-encoding", "chunked"))
                .isEmpty();
        assertThat(bytes(HttpVersion.HTTP_1_1, HttpMethod.POST, "content-length", "many"))
                .isEmpty();
        assertThat(bytes(HttpVersion.HTTP_2, HttpMethod.POST)).isEmpty();
    }
}
