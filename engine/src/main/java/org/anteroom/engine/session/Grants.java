package org.anteroom.engine.session;

/** What a seat may send to its place. The bridge enforces microphone and camera, the engine chat. */
public record Grants(boolean microphone, boolean camera, boolean chat) {
    public static final Grants ALL = new Grants(true, true, true);

    /** What a grant is about. */
    public enum What {
        MICROPHONE,
        CAMERA,
        CHAT
    }

    /** These grants with one of them set. */
    public Grants with(What what, boolean on) {
        return new Grants(
                what == What.MICROPHONE ? on : microphone,
                what == What.CAMERA ? on : camera,
                what == What.CHAT ? on : chat);
    }

    public boolean allows(What what) {
        return switch (what) {
            case MICROPHONE -> microphone;
            case CAMERA -> camera;
            case CHAT -> chat;
        };
    }
}
