package org.anteroom.signaling.embedded.forward;

import java.util.Optional;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;

/** How large a receiver wants each picture: by its wish, or all of them middling where it never said. */
final class Wishes {
    private static final int UNSAID_HEIGHT = 360;
    private static final int UNSAID_SCREEN_HEIGHT = 1080;
    private static final int STAGE_HEIGHT = 720;

    private Optional<MediaWish> wish = Optional.empty();

    void say(MediaWish next) {
        wish = Optional.of(next);
    }

    boolean isUnsaid() {
        return wish.isEmpty();
    }

    /** How high that picture is shown, 0 where it is not. */
    int height(EndpointId owner, SourceKind kind) {
        if (wish.isEmpty()) {
            return kind == SourceKind.SCREEN ? UNSAID_SCREEN_HEIGHT : UNSAID_HEIGHT;
        }
        MediaWish said = wish.get();
        if (kind == SourceKind.SCREEN) {
            return said.screen();
        }
        if (!said.video()) {
            return 0;
        }
        int tile = said.tiles().getOrDefault(owner, 0);
        return tile == 0 && said.stage().contains(owner) ? STAGE_HEIGHT : tile;
    }

    Claim.Rank rank(EndpointId owner, SourceKind kind, Optional<EndpointId> speaker) {
        if (kind == SourceKind.SCREEN) {
            return Claim.Rank.SCREEN;
        }
        boolean staged = wish.filter(said -> said.stage().contains(owner)).isPresent()
                || speaker.filter(owner::equals).isPresent();
        return staged ? Claim.Rank.STAGE : Claim.Rank.TILE;
    }
}
