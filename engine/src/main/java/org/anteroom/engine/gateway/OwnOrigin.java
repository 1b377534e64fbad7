package org.anteroom.engine.gateway;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine's own origin: the public URL's where one is configured, else that of the request's own host. */
public final class OwnOrigin {
    private final Optional<String> publicOrigin;

    /** @param publicUrl where browsers reach the engine, if it is not where it listens */
    public OwnOrigin(Optional<String> publicUrl) {
        publicOrigin = publicUrl.map(url -> {
            URI uri = URI.create(url);
            return uri.getScheme() + "://" + uri.getRawAuthority();
        });
    }

    /** Whether this origin is the engine's own, for a request to this host. */
    public boolean is(String origin, @Nullable String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (publicOrigin.isPresent()) {
            return lower.equals(publicOrigin.get().toLowerCase(Locale.ROOT));
        }
        return host != null
                && (lower.equals("http://" + host.toLowerCase(Locale.ROOT))
                        || lower.equals("https://" + host.toLowerCase(Locale.ROOT)));
    }
}
