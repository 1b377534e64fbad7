package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.anteroom.signaling.ConferenceId;
import org.junit.jupiter.api.Test;

/** What an endpoint takes that nothing was sent by or to: most people in a conference say nothing for most of the time. */
class IdleEndpointTest {
    private static final int ENDPOINTS = 200;
    private static final long BYTES_EACH_MAX = 8 << 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void anEndpointThatIsNotUsedYet_takesAFewKibibytes() {
        Conference conference = new Conference(new ConferenceId("c"), new Random(1));
        PaperPeer[] peers = new PaperPeer[ENDPOINTS + 1];
        peers[ENDPOINTS] = new PaperPeer(conference, "first", false, true);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ENDPOINTS; i++) {
            peers[i] = new PaperPeer(conference, "peer" + i, false, true);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / ENDPOINTS;
        assertThat(peers).doesNotContainNull();
        assertThat(each).isLessThan(BYTES_EACH_MAX);
    }
}
