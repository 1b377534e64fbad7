package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Both documents as one page of HTML, without a script. It is made anew with each call; whoever serves it keeps it. */
public final class DocsPage {
    private static final String WEB = "/org/anteroom/engine/rest/document/";

    private static final String ICON = "data:image/svg+xml,";

    private final Html html = new Html();
    private final Document open = Document.openApi();
    private final Document async = Document.asyncApi();

    private DocsPage() {}

    /** The page; takes some tens of milliseconds. */
    public static String render() {
        return new DocsPage().page();
    }

    private String page() {
        html.ours("<!doctype html>").open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.open("link", "rel", "icon", "type", "image/svg+xml", "href", ICON + encoded(text("mark.svg")));
        html.element("title", "Anteroom: the API");
        html.open("style").ours(text("tokens.css")).ours(text("docs.css")).close("style");
        html.close("head").open("body");
        html.element("a", "Skip to the content", "class", "skip", "href", "#content");
        top();
        html.open("div", "class", "page");
        contents();
        html.open("main", "id", "content");
        rest();
        wire();
        shapes();
        html.close("main").close("div").close("body").close("html");
        return html.toString();
    }

    private static String text(String name) {
        return Document.resource(WEB + name).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void top() {
        html.open("header", "class", "top")
                .open("h1")
                .ours(text("mark.svg"))
                .text("Anteroom")
                .close("h1");
        html.element("span", "The API", "class", "about").open("span", "class", "files");
        html.element("a", "openapi.yaml", "href", "/v1/openapi.yaml").text(" ");
        html.element("a", "asyncapi.yaml", "href", "/v1/asyncapi.yaml");
        html.close("span").close("header");
    }

    private void contents() {
        html.open("nav", "aria-label", "Contents").open("ul");
        html.open("li").element("a", "REST", "href", "#rest").open("ul");
        for (Object entry : open.tree().getJsonArray("tags")) {
            String tag = ((JsonObject) entry).getString("name");
            item(RestHtml.title(tag), "#tag-" + tag);
        }
        html.close("ul")
                .close("li")
                .open("li")
                .element("a", "Live session", "href", "#live")
                .open("ul");
        WireHtml.GROUPS.forEach(group -> item(group.title(), "#" + group.id()));
        html.close("ul").close("li");
        item("Shapes", "#shapes");
        html.close("ul").close("nav");
    }

    private void item(String title, String href) {
        html.open("li").element("a", title, "href", href).close("li");
    }

    private void rest() {
        JsonObject info = open.tree().getJsonObject("info");
        html.open("section", "aria-labelledby", "rest");
        html.element("h2", "REST", "id", "rest").element("p", info.getString("summary"), "class", "lead");
        html.prose(info.getString("description"));
        new RestHtml(html, open).show();
        html.close("section");
    }

    private void wire() {
        html.open("section", "aria-labelledby", "live");
        html.element("h2", "Live session", "id", "live");
        html.open("p", "class", "lead").text("WebSocket at ").element("code", "/v1/connect");
        html.text(", subprotocol ").element("code", "anteroom.v1").close("p");
        html.prose(async.tree().getJsonObject("info").getString("description"));
        new WireHtml(html, async).show();
        html.close("section");
    }

    private void shapes() {
        html.open("section", "aria-labelledby", "shapes").element("h2", "Shapes", "id", "shapes");
        Map<String, Document> names = new TreeMap<>();
        for (Document document : new Document[] {open, async}) {
            document.at("#/components/schemas").fieldNames().stream()
                    .filter(SchemaHtml::isShownByItself)
                    .forEach(name -> names.putIfAbsent(name, document));
        }
        names.forEach(this::shape);
        html.close("section");
    }

    private void shape(String name, Document document) {
        JsonObject schema = document.at("#/components/schemas/" + name);
        html.open("details", "class", "entry").open("summary").element("code", name);
        html.element("span", schema.getString("description", ""), "class", "about")
                .close("summary");
        html.open("div", "class", "body", "id", "shape-" + name);
        if (schema.containsKey(Schemas.DISCRIMINATOR)) {
            html.element("p", "One of the commands, by its name.");
        } else {
            new SchemaHtml(html, document).show(schema);
        }
        html.close("div").close("details");
    }
}
