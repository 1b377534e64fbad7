package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;

/** What the figures were measured on, so that noise can be judged. */
final class Machine {
    private Machine() {}

    static JsonObject facts() {
        return new JsonObject()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("commit", System.getProperty("anteroom.commit", "unknown"))
                .put("java", System.getProperty("java.vm.name") + " " + Runtime.version())
                .put("load", load());
    }

    /** How many processes wanted a core over the last minute; the cores' number and more is a busy machine. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
