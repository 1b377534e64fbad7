package org.anteroom.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Puts the server on one core and who drives it on another, so that neither takes the other's time. */
final class Pinned {
    private static final int SERVER_CORE = 0;
    private static final int CLIENT_CORE = 1;

    private Pinned() {}

    /** All threads of this process, and what it starts from now on. */
    static void clients() throws IOException, InterruptedException {
        to(CLIENT_CORE, ProcessHandle.current().pid());
    }

    static void toServerCore(long pid) throws IOException, InterruptedException {
        to(SERVER_CORE, pid);
    }

    private static void to(int core, long pid) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder("taskset", "-acp", Integer.toString(core), Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException("Process " + pid + " cannot be put on core " + core + ": are there two?");
        }
    }
}
