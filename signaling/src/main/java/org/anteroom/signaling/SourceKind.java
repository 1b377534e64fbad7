package org.anteroom.signaling;

/** One kind of thing that an endpoint may send. Camera and screen are separate sources. */
public enum SourceKind {
    MICROPHONE("microphone"),
    CAMERA("camera"),
    SCREEN("screen");

    private final String word;

    SourceKind(String word) {
        this.word = word;
    }

    /** The word that stands for this kind in frames. */
    public String word() {
        return word;
    }
}
