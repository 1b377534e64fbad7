package org.anteroom.engine.rest;

import org.anteroom.engine.rest.Problem.Code;
import org.anteroom.engine.wire.AddressCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps strangers with links from guessing them, and from taking the room of others: few calls of an address at a time,
 * and past a number of links that open nothing an address is told to wait. A link that opens something opens it meanwhile
 * too. On the front.
 */
final class LinkGuard {
    private static final Logger LOG = LoggerFactory.getLogger(LinkGuard.class);
    /** Calls of one address at a time: many for a clinic that starts, and few against what strangers have room for. */
    private static final int OPENING_PER_ADDRESS_MAX = 64;

    private final RestServices services;
    private final FailureLimit failures;
    private final ClientAddress clients;
    private final AddressCounts opening = new AddressCounts();

    LinkGuard(RestServices services) {
        this.services = services;
        failures = new FailureLimit(services.vertx());
        clients = new ClientAddress(services.trustedProxies());
    }

    /** Judges by the head alone whether one more call of its address is read. */
    void enter(Call call) {
        String from = clients.of(call.context().request());
        if (opening.of(from) >= OPENING_PER_ADDRESS_MAX) {
            throw Problem.rateLimited("Too many links are being opened at once. Try again in a moment.");
        }
        opening.add(from);
        call.context().addEndHandler(ignored -> opening.remove(from));
        call.context().next();
    }

    /** What the failures of a call are counted by. */
    String from(Call call) {
        return AddressCounts.group(clients.of(call.context().request()));
    }

    boolean isOver(String from) {
        return failures.isOver(from);
    }

    /** Counts a link that opens nothing. */
    Problem refused(String from, String detail) {
        boolean over = failures.isOver(from);
        boolean first = failures.count(from);
        if (first) {
            LOG.warn("Links that open nothing come from {}", from);
        }
        services.refusals().count("links that open nothing", from);
        services.meters().counter("anteroom_joins_refused").increment();
        if (over) {
            return new Problem(Code.RATE_LIMITED, "Too many links that open nothing. Try again in a minute.");
        }
        return new Problem(Code.JOIN_REFUSED, detail);
    }
}
