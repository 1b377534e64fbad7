package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.rest.document.DocsPage;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.ProgramId;

/** The pages of the web client, with the headers that keep them what they are, and who may frame them. */
public final class Pages {
    private static final String YEAR = "public, max-age=31536000, immutable";

    private final ProgramRegistry programs;
    private final Optional<Path> folder;
    private final Supplier<Optional<JsonObject>> sample;
    private final PagePolicy policy;
    private final Buffer index;
    private Optional<Future<Buffer>> docs = Optional.empty();

    /**
     * @param folder where the built client is; empty for the one inside this program
     * @param sample the links of the sample session, where there is one
     */
    public Pages(
            ProgramRegistry programs, Optional<Path> folder, Supplier<Optional<JsonObject>> sample, PagePolicy policy) {
        this.programs = programs;
        this.folder = folder;
        this.sample = sample;
        this.policy = policy;
        this.index = read("index.html");
    }

    private Buffer read(String name) {
        try {
            if (folder.isPresent()) {
                return Buffer.buffer(Files.readAllBytes(folder.get().resolve(name)));
            }
            try (InputStream in = Pages.class.getResourceAsStream("/web/" + name)) {
                if (in == null) {
                    throw new IOException("It was built without the web client");
                }
                return Buffer.buffer(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The web client is not there: run ./anteroom run, which builds it", e);
        }
    }

    public void mount(Router router) {
        router.get("/").handler(context -> page(context, "'self'"));
        router.get("/join/:program").handler(context -> page(context, ancestors(context.pathParam("program"))));
        router.get("/check-in/:program").handler(context -> page(context, ancestors(context.pathParam("program"))));
        router.get("/docs").handler(this::docs);
        router.get("/sample.json").handler(this::sample);
        router.get("/assets/*").handler(context -> headers(context, YEAR)).handler(files("assets"));
        router.get("/embed/*")
                .handler(context -> {
                    context.response().putHeader("Access-Control-Allow-Origin", "*");
                    context.response().putHeader("Cross-Origin-Resource-Policy", "cross-origin");
                    headers(context, "public, max-age=300");
                })
                .handler(files("embed"));
        router.route().last().handler(context -> {
            if (!context.request().path().startsWith("/v1/")) {
                context.response().setStatusCode(404);
                page(context, "'self'");
            } else {
                context.next();
            }
        });
    }

    /** Files of one folder of the client; the route's own path is not part of their names. */
    private StaticHandler files(String name) {
        StaticHandler files = folder.map(path -> StaticHandler.create(
                        FileSystemAccess.ROOT,
                        path.toAbsolutePath().resolve(name).toString()))
                .orElseGet(() -> StaticHandler.create("web/" + name));
        return files.setIndexPage("none").setDirectoryListing(false).setIncludeHidden(false);
    }

    private static void headers(RoutingContext context, String caching) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, caching).putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }

    /** Who may frame a program's room: the engine itself and the origins that the program allows; nobody else. */
    private String ancestors(String word) {
        Optional<Program> program =
                Ids.isId(word, ProgramId.PREFIX) ? programs.find(new ProgramId(word)) : Optional.empty();
        return program.map(known -> "'self' " + String.join(" ", known.origins()))
                .orElse("'none'");
    }

    private void page(RoutingContext context, String ancestors) {
        page(context, ancestors, index);
    }

    private void page(RoutingContext context, String ancestors, Buffer page) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", policy.of(host(context), ancestors))
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)")
                .end(page)
                .onFailure(Responses::gone);
    }

    /** HTTP/2 has no header of that name. */
    private static Optional<String> host(RoutingContext context) {
        return Optional.ofNullable(context.request().authority()).map(HostAndPort::toString);
    }

    /** The page of the API documents, made when somebody first asks for it, beside the event loop. */
    private void docs(RoutingContext context) {
        Future<Buffer> page =
                docs.orElseGet(() -> context.vertx().executeBlocking(() -> Buffer.buffer(DocsPage.render())));
        docs = Optional.of(page);
        page.onSuccess(made -> page(context, "'none'", made)).onFailure(context::fail);
    }

    private void sample(RoutingContext context) {
        Optional<JsonObject> links = sample.get();
        if (links.isPresent()) {
            Responses.send(context, 200, "application/json", links.get().encode());
        } else {
            Problem.notFound().send(context);
        }
    }
}
