package org.anteroom.engine.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Content-Security-Policy of the engine's pages: what they may load, connect to, and be framed by. */
public final class PagePolicy {
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.:\\[\\]-]{1,255}");

    private final MediaOrigins media;
    private final Optional<String> publicHost;
    private final boolean secure;

    /** @param publicUrl where browsers reach the engine, if it is not where it listens */
    public PagePolicy(MediaOrigins media, Optional<String> publicUrl) {
        this.media = media;
        publicHost = publicUrl.map(url -> URI.create(url).getRawAuthority());
        secure = publicUrl.filter(url -> url.startsWith("https:")).isPresent();
    }

    /**
     * The header's value.
     *
     * @param host that the request was made to
     * @param ancestors who may frame the page
     */
    String of(Optional<String> host, String ancestors) {
        return "default-src 'none'; script-src 'self'" + MediaOrigins.listed(media.scripts())
                + "; style-src 'self' 'unsafe-inline'; connect-src 'self'" + MediaOrigins.listed(ownLines(host))
                + MediaOrigins.listed(media.lines())
                + "; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; font-src 'self'; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors " + ancestors;
    }

    /** Not every browser takes 'self' for the WebSocket of the same host. */
    private List<String> ownLines(Optional<String> host) {
        if (publicHost.isPresent()) {
            return List.of((secure ? "wss://" : "ws://") + publicHost.get());
        }
        // What a header says goes into another header only where it is a host.
        return host.filter(name -> HOST.matcher(name).matches())
                .map(name -> List.of("ws://" + name, "wss://" + name))
                .orElse(List.of());
    }
}
