package org.anteroom.engine.rest;

import io.vertx.core.MultiMap;
import java.util.Optional;
import org.anteroom.engine.session.DeviceKind;

/**
 * What a device is, guessed from what its browser says of itself in a request. Nothing else of that is kept. A tablet
 * whose browser calls itself a computer's is taken for a computer.
 */
final class DeviceGuess {
    private DeviceGuess() {}

    /** The kind; empty where the browser does not say, or it is none. */
    static Optional<DeviceKind> of(MultiMap headers) {
        String agent = Optional.ofNullable(headers.get("User-Agent")).orElse("");
        if (agent.contains("iPad")
                || agent.contains("Tablet")
                || (agent.contains("Android") && !agent.contains("Mobile"))) {
            return Optional.of(DeviceKind.TABLET);
        }
        if ("?1".equals(headers.get("Sec-CH-UA-Mobile")) || agent.contains("Mobi")) {
            return Optional.of(DeviceKind.PHONE);
        }
        boolean computer = agent.contains("Windows NT")
                || agent.contains("Macintosh")
                || agent.contains("X11;")
                || agent.contains("CrOS");
        return computer ? Optional.of(DeviceKind.COMPUTER) : Optional.empty();
    }
}
