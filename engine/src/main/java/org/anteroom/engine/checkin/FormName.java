package org.anteroom.engine.checkin;

/** A form that a check-in can ask for. */
public enum FormName {
    PHQ9,
    GAD7
}
