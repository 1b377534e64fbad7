package org.anteroom.engine.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.rest.document.Document;

/** The API documents as files that anybody may read and keep for a while. */
final class Documents {
    private static final String CACHING = "public, max-age=300";

    void mount(Router router) {
        mount(router, "/v1/openapi.yaml", Document.openApiText());
        mount(router, "/v1/asyncapi.yaml", Document.asyncApiText());
    }

    private static void mount(Router router, String path, Buffer text) {
        String tag = '"' + Digests.sha256(text.toString()).substring(0, 22) + '"';
        router.get(path).handler(context -> serve(context, text, tag));
    }

    private static void serve(RoutingContext context, Buffer text, String tag) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHING)
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Access-Control-Allow-Origin", "*");
        if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end().onFailure(Responses::gone);
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml; charset=utf-8")
                    .end(text)
                    .onFailure(Responses::gone);
        }
    }
}
