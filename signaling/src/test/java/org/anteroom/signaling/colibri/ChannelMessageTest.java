package org.anteroom.signaling.colibri;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of a videobridge's words, and what is not. */
class ChannelMessageTest {
    private final List<String> heard = new ArrayList<>();

    private final ChannelMessage.Hearer hearer = new ChannelMessage.Hearer() {
        @Override
        public void forwarded(Set<String> sources) {
            heard.add("forwarded " + new TreeSet<>(sources));
        }

        @Override
        public boolean wanted(String source, int maxHeight) {
            heard.add("wanted " + source + " " + maxHeight);
            return source.startsWith("a-");
        }

        @Override
        public void carries(int kbps) {
            heard.add("carries " + kbps);
        }
    };

    private boolean read(String text) {
        return ChannelMessage.read(text.replace('\'', '"'), hearer);
    }

    @Test
    void whatItSendsAndWants_isHeard() {
        assertThat(read("{'colibriClass':'ForwardedSources','forwardedSources':['b-v0','c-v1']}"))
                .isTrue();
        assertThat(read("{'colibriClass':'ForwardedSources','forwardedSources':[]}"))
                .isTrue();
        assertThat(read("{'colibriClass':'SenderSourceConstraints', 'sourceName':'a-v0', 'maxHeight':-1}"))
                .isTrue();
        assertThat(read("{'colibriClass':'ConnectionStats','estimatedDownlinkBandwidth':2147483648}"))
                .isTrue();
        assertThat(heard)
                .containsExactly("forwarded [b-v0, c-v1]", "forwarded []", "wanted a-v0 -1", "carries 2147483");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'colibriClass':'ServerHello','version':'2.3'}",
                "{'colibriClass':'DominantSpeakerEndpointChangeEvent','dominantSpeakerEndpoint':'b','silence':false}",
                "{'colibriClass':'EndpointConnectivityStatusChangeEvent','endpoint':'b','active':'true'}",
                "{'colibriClass':'VideoSourcesMap','mappedSources':[{'source':'b-v0','ssrc':1,'rtx':2}]}",
                "{'colibriClass':'OfAVersionToCome','anything':{'at':['all']}}"
            })
    void whatIsOfNoUseHere_isPassedOver(String text) {
        assertThat(read(text)).isTrue();
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "null",
                "[]",
                "{",
                "{}",
                "hello",
                "{'colibriClass':7}",
                "{'colibriClass':''}",
                "{'colibriClass':'ForwardedSources'}",
                "{'colibriClass':'ForwardedSources','forwardedSources':'b-v0'}",
                "{'colibriClass':'ForwardedSources','forwardedSources':['b-v0',7]}",
                "{'colibriClass':'ForwardedSources','forwardedSources':[null]}",
                "{'colibriClass':'SenderSourceConstraints','sourceName':'a-v0'}",
                "{'colibriClass':'SenderSourceConstraints','sourceName':'a-v0','maxHeight':'180'}",
                "{'colibriClass':'SenderSourceConstraints','sourceName':'a-v0','maxHeight':180.5}",
                "{'colibriClass':'SenderSourceConstraints','sourceName':'a-v0','maxHeight':-2}",
                "{'colibriClass':'SenderSourceConstraints','sourceName':'a-v0','maxHeight':99999}",
                "{'colibriClass':'SenderSourceConstraints','maxHeight':180}",
                "{'colibriClass':'ConnectionStats','estimatedDownlinkBandwidth':-1}",
                "{'colibriClass':'ConnectionStats','estimatedDownlinkBandwidth':1e300}"
            })
    void whatNoBridgeSays_isNotTaken(String text) {
        assertThat(read(text)).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void aSourceOfAnother_isNotTaken() {
        assertThat(read("{'colibriClass':'SenderSourceConstraints','sourceName':'b-v0','maxHeight':180}"))
                .isFalse();
    }

    @Test
    void whatIsLongOrDeepBeyondAllUse_isNotTaken() {
        String name = "x".repeat(65);
        String names = "'b-v0',".repeat(512) + "'b-v0'";
        assertThat(read("{'colibriClass':'ForwardedSources','forwardedSources':['" + name + "']}"))
                .isFalse();
        assertThat(read("{'colibriClass':'ForwardedSources','forwardedSources':[" + names + "]}"))
                .isFalse();
        assertThat(read("{'colibriClass':'New','deep':" + "[".repeat(7) + "]".repeat(7) + "}"))
                .isTrue();
        assertThat(read("{'colibriClass':'New','deep':" + "[".repeat(8) + "]".repeat(8) + "}"))
                .isFalse();
        assertThat(read("[".repeat(30_000))).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void bracketsWithinWords_areNoDepth() {
        assertThat(read("{'colibriClass':'New','said':'" + "[{".repeat(20) + "\\\\'}"))
                .isTrue();
    }
}
