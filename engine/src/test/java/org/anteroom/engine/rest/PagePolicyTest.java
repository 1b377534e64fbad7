package org.anteroom.engine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagePolicyTest {
    private static String directive(String policy, String name) {
        return List.of(policy.split("; ", -1)).stream()
                .filter(each -> each.startsWith(name + " "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAPublicUrl_theHostOfTheRequestIsWhereThePageConnects() {
        String policy =
                new PagePolicy(MediaOrigins.none(), Optional.empty()).of(Optional.of("localhost:8080"), "'self'");
        assertThat(directive(policy, "connect-src"))
                .isEqualTo("connect-src 'self' ws://localhost:8080 wss://localhost:8080");
    }

    @Test
    void withAPublicUrl_theHeaderOfTheRequestSaysNothing() {
        String policy = new PagePolicy(MediaOrigins.none(), Optional.of("https://care.example.org/"))
                .of(Optional.of("evil.example.net"), "'self'");
        assertThat(directive(policy, "connect-src")).isEqualTo("connect-src 'self' wss://care.example.org");
    }

    @Test
    void aHostThatIsNone_getsIntoNoHeader() {
        PagePolicy policy = new PagePolicy(MediaOrigins.none(), Optional.empty());
        for (String host : new String[] {"a; script-src *", "a b", "a,b", "a\r\nb", "", "'unsafe-inline'"}) {
            assertThat(directive(policy.of(Optional.of(host), "'none'"), "connect-src"))
                    .isEqualTo("connect-src 'self'");
        }
        assertThat(directive(policy.of(Optional.empty(), "'none'"), "connect-src"))
                .isEqualTo("connect-src 'self'");
    }

    @Test
    void originsOfMedia_areAllowedWhereTheyAreUsed_andNothingElseIs() {
        MediaOrigins media =
                new MediaOrigins(List.of("https://meet.example.org"), List.of("wss://media.example.org:443"));
        String policy = new PagePolicy(media, Optional.of("https://care.example.org")).of(Optional.empty(), "'none'");
        assertThat(directive(policy, "connect-src"))
                .isEqualTo("connect-src 'self' wss://care.example.org wss://media.example.org:443");
        assertThat(directive(policy, "script-src")).isEqualTo("script-src 'self' https://meet.example.org");
        assertThat(directive(policy, "default-src")).isEqualTo("default-src 'none'");
        assertThat(policy).endsWith("frame-ancestors 'none'").doesNotContain("ws:;", "wss:;", "*");
    }
}
