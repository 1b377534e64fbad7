package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** The frames of the WebSocket to read: what clients send and what the engine sends, by their kinds. */
final class WireHtml {
    private final Html html;
    private final Document document;
    private final SchemaHtml schemas;

    /** Some messages under one heading: those whose keys begin so. */
    record Group(String id, String title, String about, List<String> beginnings) {}

    static final List<Group> GROUPS = List.of(
            new Group(
                    "frames-first",
                    "What clients send",
                    "The first frame, answers to offers, signs of a person, and the heartbeat.",
                    List.of("hello", "media-answer", "media-layers", "media-wish", "media-again", "here", "ping")),
            new Group(
                    "frames-commands",
                    "Commands",
                    "A frame of type command with an id of the client's own, a name and args. Its answer is an ack or a"
                            + " reject.",
                    List.of("command-")),
            new Group(
                    "frames-answers",
                    "What the engine sends",
                    "Welcomes, answers, tokens, goodbyes, the answer to a ping.",
                    List.of("welcome-", "ack", "reject", "token", "claim-", "bye", "pong")),
            new Group(
                    "frames-events",
                    "Events",
                    "What happened, as far as the seat may see it, each with its seq.",
                    List.of("event-")),
            new Group(
                    "frames-keys",
                    "Keys",
                    "In a session that is encrypted from page to page: public keys, and keys that are wrapped for others.",
                    List.of("e2ee-")),
            new Group("frames-signals", "Signals", "What is not journaled, without a seq.", List.of("signal-")),
            new Group(
                    "frames-media",
                    "Media",
                    "Offers of the bridge, and invitations to rooms of a deployment.",
                    List.of("media-offer", "media-sent", "media-demand", "media-room", "media-closed")));

    WireHtml(Html html, Document document) {
        this.html = html;
        this.document = document;
        this.schemas = new SchemaHtml(html, document);
    }

    void show() {
        JsonObject messages = document.at("#/components/messages");
        for (Group group : GROUPS) {
            html.element("h3", group.title(), "id", group.id()).element("p", group.about());
            messages.fieldNames().stream()
                    .filter(key -> group.beginnings().stream().anyMatch(key::startsWith))
                    .forEach(key -> message(key, messages.getJsonObject(key)));
        }
    }

    private void message(String key, JsonObject message) {
        JsonObject payload = message.getJsonObject("payload");
        html.open("details", "class", "entry").open("summary");
        html.element("code", title(key)).element("span", message.getString("summary"), "class", "about");
        html.close("summary").open("div", "class", "body", "id", "message-" + key);
        if (message.containsKey("description")) {
            html.element("p", message.getString("description"), "class", "optional");
        }
        fields(payload);
        schemas.examples(message.getJsonArray("examples").stream()
                .map(example -> ((JsonObject) example).getJsonObject("payload"))
                .toList());
        html.close("div").close("details");
    }

    private static String title(String key) {
        return key.startsWith("command-") || key.startsWith("event-") || key.startsWith("signal-")
                ? key.substring(key.indexOf('-') + 1)
                : key;
    }

    /** Of commands, events and signals what differs: args and data. Of others all fields. */
    private void fields(JsonObject payload) {
        JsonObject properties = payload.getJsonObject("properties", new JsonObject());
        String inner = properties.containsKey("args") ? "args" : "data";
        if (!properties.containsKey(inner)) {
            schemas.show(payload);
            return;
        }
        JsonObject node = properties.getJsonObject(inner);
        JsonObject schema = document.resolved(node);
        boolean bare =
                SchemaHtml.shape(node).isEmpty() && !schema.containsKey("properties") && !schema.containsKey("anyOf");
        if (bare) {
            html.element("p", "Without " + inner + ".", "class", "optional");
        } else {
            html.element("h4", inner);
            schemas.show(node);
        }
    }
}
