package org.anteroom.signaling.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.anteroom.signaling.embedded.MediaSockets.Path;
import org.junit.jupiter.api.Test;

/** However many addresses an endpoint checks from, few are remembered, the nominated one among them. */
class ValidatedPathsTest {
    private final Channel channel = new EmbeddedChannel();
    private final ValidatedPaths paths = new ValidatedPaths();

    private Path path(int port) {
        return new Path(channel, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Test
    void manyAddresses_leaveFewPaths_andTheNominatedOneStays() {
        assertThat(paths.checked(path(1), true)).isEmpty();
        List<Path> forgotten = new ArrayList<>();
        for (int port = 2; port <= 100; port++) {
            paths.checked(path(port), false).ifPresent(forgotten::add);
        }
        assertThat(paths.all()).hasSize(8).contains(path(1));
        assertThat(forgotten).hasSize(92).doesNotContain(path(1));
        assertThat(paths.selected()).contains(path(1));
    }

    @Test
    void aNewNomination_switches() {
        assertThat(paths.checked(path(1), false)).isEmpty();
        assertThat(paths.selected()).contains(path(1));
        assertThat(paths.checked(path(2), false)).isEmpty();
        assertThat(paths.selected()).contains(path(1));
        assertThat(paths.checked(path(2), true)).isEmpty();
        assertThat(paths.selected()).contains(path(2));
    }
}
