package org.anteroom.engine.blackbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine, lines of somebody who does it harm, and a patient who wants to get in meanwhile. */
abstract class Besieged {
    static final String HOME = "127.0.0.1";
    static final String ATTACKER = "127.0.0.2";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestEngine engine;

    final TestEngine startEngine(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("ANTEROOM_FRAMES_HELLO_MS", "60000"));
        all.putAll(settings);
        engine = TestEngine.start(folder, all);
        return engine;
    }

    final TestEngine engine() {
        return engine;
    }

    /** Is closed with the test, the last first. */
    @CanIgnoreReturnValue
    final <T extends AutoCloseable> T kept(T one) {
        open.add(0, one);
        return one;
    }

    @AfterEach
    final void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        engine.close();
    }

    /** A connection on the way that is attacked. */
    abstract RawLine opened(String from);

    /** A device on that way. */
    abstract Device device();

    final RawLine line(String from) {
        return kept(opened(from));
    }

    final List<RawLine> lines(int count) {
        List<RawLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(ATTACKER));
        }
        return lines;
    }

    /** A program makes a session, and a patient comes in. */
    @CanIgnoreReturnValue
    final Device patientGetsIn() {
        Rest rest = engine.rest();
        Device device = kept(device());
        device.hello(rest.join(rest.session(), "Ana Lopez", "patient").token());
        device.expect("welcome");
        device.done("knock");
        return device;
    }
}
