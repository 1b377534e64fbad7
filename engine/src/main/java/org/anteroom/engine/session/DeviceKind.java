package org.anteroom.engine.session;

/** What a device is, as far as its browser says: enough for people to tell two of them apart, and no more. */
public enum DeviceKind {
    PHONE,
    TABLET,
    COMPUTER
}
