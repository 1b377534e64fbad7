package org.anteroom.signaling.turn;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Asks a TURN server for an allocation, as a browser would, and gives it back at once. So an operator learns from the log
 * that a relay is of no use, and not from a patient. Called on one context.
 */
public final class TurnProbe {
    private static final int UNAUTHENTICATED = 401;
    private static final byte[] BY_UDP = {17, 0, 0, 0};
    private static final byte[] AT_ONCE = new byte[4];

    private final Vertx vertx;
    private final int answerMs;
    private final int repeatMs;
    private final SecureRandom random = new SecureRandom();

    /** What a server is good for. */
    public enum Outcome {
        /** It relays for who has our credentials. */
        SERVES,
        /** It relays for anybody. */
        OPEN,
        /** It takes our credentials for invalid: another secret, or another time. */
        REFUSES,
        /** It knows us and relays nothing: full, or told not to. */
        UNWILLING,
        /** What answers is no TURN server. */
        FOREIGN,
        /** Its certificate is not one that this machine trusts for that name, or it does not speak TLS. */
        UNTRUSTED,
        /** Nothing answers in time. */
        SILENT
    }

    /** @param answerMs how long all of it may take */
    public TurnProbe(Vertx vertx, int answerMs) {
        this.vertx = vertx;
        this.answerMs = answerMs;
        this.repeatMs = Math.max(1, answerMs / 5);
    }

    /** Never fails. */
    public Future<Outcome> probe(TurnUrl url, TurnCredentials credentials) {
        return ProbeLine.open(vertx, url, answerMs)
                .compose(line -> new Exchange(line, credentials).run().eventually(line::close))
                .otherwise(failure -> isOfTls(failure) ? Outcome.UNTRUSTED : Outcome.SILENT);
    }

    private static boolean isOfTls(Throwable failure) {
        return failure instanceof SSLException || failure.getCause() instanceof SSLException;
    }

    private TurnMessage request(int type) {
        byte[] transaction = new byte[12];
        random.nextBytes(transaction);
        return new TurnMessage(type, transaction);
    }

    private TurnMessage allocate() {
        return request(TurnMessage.ALLOCATE).with(TurnMessage.REQUESTED_TRANSPORT, BY_UDP);
    }

    /** Requests and answers on one line: asked without credentials, asked with them, given back. */
    private final class Exchange {
        private final ProbeLine line;
        private final TurnCredentials credentials;
        private final Promise<Outcome> outcome = Promise.promise();
        private TurnMessage asked = allocate();
        private byte[] sent = asked.unsigned();
        private String realm = "";
        private String nonce = "";
        private boolean challenged;

        Exchange(ProbeLine line, TurnCredentials credentials) {
            this.line = line;
            this.credentials = credentials;
        }

        Future<Outcome> run() {
            line.onMessage(this::received);
            line.send(sent);
            long repeats = vertx.setPeriodic(repeatMs, id -> {
                if (line.isLossy()) {
                    line.send(sent);
                }
            });
            return outcome.future()
                    .timeout(answerMs, TimeUnit.MILLISECONDS)
                    .onComplete(ended -> vertx.cancelTimer(repeats));
        }

        private void received(byte[] bytes) {
            TurnMessage.read(bytes).ifPresentOrElse(this::answered, () -> outcome.tryComplete(Outcome.FOREIGN));
        }

        private void answered(TurnMessage answer) {
            if (!answer.answers(asked)) {
                return;
            }
            if (answer.type() == (TurnMessage.ALLOCATE | TurnMessage.SUCCESS)) {
                giveBack();
            } else if (answer.error() != UNAUTHENTICATED) {
                outcome.tryComplete(answer.error() == 0 ? Outcome.FOREIGN : Outcome.UNWILLING);
            } else if (challenged) {
                outcome.tryComplete(Outcome.REFUSES);
            } else {
                challenged(answer);
            }
        }

        private void challenged(TurnMessage answer) {
            challenged = true;
            realm = answer.text(TurnMessage.REALM);
            nonce = answer.text(TurnMessage.NONCE);
            asked = allocate();
            sent = asked.signed(credentials, realm, nonce);
            line.send(sent);
        }

        /** The answer is not waited for: an allocation that is kept by nobody ends by itself. */
        private void giveBack() {
            TurnMessage refresh = request(TurnMessage.REFRESH).with(TurnMessage.LIFETIME, AT_ONCE);
            line.send(challenged ? refresh.signed(credentials, realm, nonce) : refresh.unsigned());
            outcome.tryComplete(challenged ? Outcome.SERVES : Outcome.OPEN);
        }
    }
}
