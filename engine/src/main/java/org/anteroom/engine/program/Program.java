package org.anteroom.engine.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;

/**
 * An organisation that runs sessions: the tenant. Immutable.
 *
 * @param keys its API keys, by key id
 * @param revokedKeys the ids of keys that were taken back, which never come back
 * @param origins the origins that may embed its rooms
 * @param request the digest of the request that made it, empty where none is known
 * @param seq how many events its stream has
 */
public record Program(
        ProgramId id,
        Text name,
        Crisis crisis,
        String region,
        Map<String, ApiKey> keys,
        Set<String> revokedKeys,
        Set<String> origins,
        String request,
        long seq) {
    public Program {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        revokedKeys = Collections.unmodifiableSet(new LinkedHashSet<>(revokedKeys));
        origins = Collections.unmodifiableSet(new LinkedHashSet<>(origins));
    }
}
