package org.anteroom.signaling.colibri;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what a videobridge says on an endpoint's channel: what is of no use here is passed over, what is wrong is not taken.
 * What is said to it stands here and in {@link Constraints}.
 */
final class ChannelMessage {
    private static final int DEPTH_MAX = 8;
    private static final int NAME_MAX = 64;
    private static final int SOURCES_MAX = 512;
    private static final int HEIGHT_MAX = 1 << 14;
    private static final long BPS_MAX = 100_000_000_000L;

    private ChannelMessage() {}

    /** Who hears what a message says. */
    interface Hearer {
        /** The bridge sends the endpoint these sources of the others now, and no other pictures. */
        void forwarded(Set<String> sources);

        /**
         * Nobody has a use for more of this endpoint's own source than that height; 0 is none at all, -1 any.
         *
         * @return false where it has no such source
         */
        boolean wanted(String source, int maxHeight);

        /** The endpoint's line carries so much, as far as the bridge knows. */
        void carries(int kbps);
    }

    /** False where it is not what a videobridge says; then nobody heard anything. */
    static boolean read(String text, Hearer to) {
        if (isDeep(text)) {
            return false;
        }
        try {
            JsonObject message = new JsonObject(text);
            return switch (word(message.getValue("colibriClass"))) {
                case "ForwardedSources" -> {
                    to.forwarded(names(message.getValue("forwardedSources")));
                    yield true;
                }
                case "SenderSourceConstraints" ->
                    to.wanted(word(message.getValue("sourceName")), (int)
                            number(message.getValue("maxHeight"), -1, HEIGHT_MAX));
                case "ConnectionStats" -> {
                    to.carries((int) (number(message.getValue("estimatedDownlinkBandwidth"), 0, BPS_MAX) / 1000));
                    yield true;
                }
                default -> true;
            };
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            // Whatever is missing or of another type: it is not the word of a videobridge.
            return false;
        }
    }

    /** Calls a source of the endpoint's own a screen; a bridge takes no word of that over REST. */
    static String screen(String source) {
        return new JsonObject()
                .put("colibriClass", "SourceVideoTypeMessage")
                .put("sourceName", source)
                .put("videoType", "desktop")
                .encode();
    }

    /** Whether it nests deeper than any message does, which a reader would have to follow. */
    private static boolean isDeep(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth > DEPTH_MAX) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> names(Object value) {
        if (!(value instanceof JsonArray array) || array.size() > SOURCES_MAX) {
            throw new IllegalArgumentException("A list of sources is none, or too long");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            names.add(word(array.getValue(i)));
        }
        return names;
    }

    private static String word(Object value) {
        if (!(value instanceof String word) || word.isEmpty() || word.length() > NAME_MAX) {
            throw new IllegalArgumentException("A name is none, or too long");
        }
        return word;
    }

    private static long number(Object value, long min, long max) {
        boolean whole = value instanceof Integer || value instanceof Long;
        if (!whole || ((Number) value).longValue() < min || ((Number) value).longValue() > max) {
            throw new IllegalArgumentException("A number is none, or out of its bounds");
        }
        return ((Number) value).longValue();
    }
}
