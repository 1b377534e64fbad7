package org.anteroom.signaling;

import java.util.List;
import java.util.Optional;

/**
 * What an operator decided about media, for kinds of bridges to read what is theirs. A key is named as it stands below
 * {@code media} in the configuration, such as {@code jitsiMeet.url}; each value is of its schema already.
 *
 * <p>A key that the configuration's schema does not have is a defect: every method throws {@link IllegalArgumentException}.
 */
public interface BridgeKeys {
    /** Empty where nothing was set. It may be a secret: not for logs. */
    Optional<String> text(String key);

    List<String> texts(String key);

    int number(String key);
}
