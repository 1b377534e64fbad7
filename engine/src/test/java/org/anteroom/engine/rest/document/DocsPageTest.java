package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the documents: all of both, every link leads somewhere, and nothing comes from elsewhere. */
class DocsPageTest {
    private final String page = DocsPage.render();

    private Set<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void everyLink_leadsSomewhere() {
        assertThat(all(" id=\"([^\"]+)\"")).containsAll(all(" href=\"#([^\"]+)\""));
        assertThat(all("<a href=\"([^#\"][^\"]*)\""))
                .containsExactlyInAnyOrder("/v1/openapi.yaml", "/v1/asyncapi.yaml");
    }

    @Test
    void everyOperationAndMessage_isOnIt() {
        Set<String> ids = all(" id=\"([^\"]+)\"");
        FrameShapes.keys().forEach(key -> assertThat(ids).contains("message-" + key));
        assertThat(ids.stream().filter(id -> id.startsWith("call-")))
                .hasSameSizeAs(new Requests(Document.openApi()).operations());
    }

    @Test
    void nothingRunsOrComesFromElsewhere() {
        assertThat(page).doesNotContain("<script", "stylesheet", "<img", "@import", "url(", " onclick", " src=");
    }

    @Test
    void textOfADocument_isNeverMarkup() {
        String written = new Html()
                .element("p", "<b>\"&", "title", "\"><script>")
                .code("<i>")
                .toString();
        assertThat(written)
                .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&quot;&amp;</p>"
                        + "<pre tabindex=\"0\"><code>&lt;i&gt;</code></pre>");
    }
}
