package org.anteroom.engine.session;

/**
 * The rules that a program sets for one session.
 *
 * @param reactions whether those in a place may react to what happens there
 * @param video whether cameras are used at all; screens are not cameras
 * @param e2ee whether media are encrypted from page to page; fixed when the session is made
 * @param overrunMinutes how long after its planned end a session that nobody ended ends by itself
 * @param idleMinutes how long a seat's page may show no sign of a person before its device is signed out
 */
public record Policy(
        Admission admission,
        CheckInRule checkIn,
        ShareRule share,
        ChatRule chat,
        boolean privateChat,
        boolean reactions,
        Names names,
        Links links,
        Video video,
        E2ee e2ee,
        int overrunMinutes,
        IdleMinutes idleMinutes,
        Attendance attendance) {

    public static final Policy DEFAULT = new Policy(
            Admission.MANUAL,
            CheckInRule.NONE,
            ShareRule.REQUEST,
            ChatRule.EVERYONE,
            false,
            true,
            Names.GIVEN,
            Links.ONE_DEVICE,
            Video.AUTO,
            E2ee.OFF,
            30,
            IdleMinutes.DEFAULT,
            Attendance.DEFAULT);

    /** This policy with another rule for check-in. */
    public Policy with(CheckInRule other) {
        return with(other, reactions, video, e2ee, idleMinutes);
    }

    /** This policy with cameras, or without. */
    public Policy with(Video other) {
        return with(checkIn, reactions, other, e2ee, idleMinutes);
    }

    /** This policy with encryption from page to page, or without. */
    public Policy with(E2ee other) {
        return with(checkIn, reactions, video, other, idleMinutes);
    }

    /** This policy with reactions, or without. */
    public Policy withReactions(boolean on) {
        return with(checkIn, on, video, e2ee, idleMinutes);
    }

    /** This policy with other times after which a device is signed out. */
    public Policy with(IdleMinutes other) {
        return with(checkIn, reactions, video, e2ee, other);
    }

    /** The one place that names what stays as it is: the record's own constructor sees to it that none is forgotten. */
    private Policy with(CheckInRule checkIn, boolean reactions, Video video, E2ee e2ee, IdleMinutes idleMinutes) {
        return new Policy(
                admission,
                checkIn,
                share,
                chat,
                privateChat,
                reactions,
                names,
                links,
                video,
                e2ee,
                overrunMinutes,
                idleMinutes,
                attendance);
    }

    /** Who lets people in: staff, the roster, or the knock itself. */
    public enum Admission {
        MANUAL,
        ROSTER,
        OPEN
    }

    /** Whether a check-in stands before automatic admission. */
    public enum CheckInRule {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** Who may come to a share lease: staff alone, others on request, or anyone at once. */
    public enum ShareRule {
        STAFF,
        REQUEST,
        ANYONE
    }

    /** Who may chat. */
    public enum ChatRule {
        EVERYONE,
        STAFF,
        OFF
    }

    /** What others read of a person: the given name, or an alias. */
    public enum Names {
        GIVEN,
        ALIAS
    }

    /** What a used code does on another device: nothing, or wait until staff let it take the seat over. */
    public enum Links {
        ONE_DEVICE,
        READMIT
    }

    /** Whether cameras are used: by everybody who wants to, or, in an audio session, by nobody whatever their grants. */
    public enum Video {
        AUTO,
        OFF
    }

    /** Whether media leave a page as ciphertext alone, which no bridge and no engine can open. */
    public enum E2ee {
        OFF,
        REQUIRED
    }

    /**
     * After how many minutes without a sign of a person a device is signed out; 0 is never.
     *
     * @param staff of staff, unless they are inside while the session is live
     * @param patients of everybody else
     */
    public record IdleMinutes(int staff, int patients) {
        public static final IdleMinutes DEFAULT = new IdleMinutes(15, 0);
    }

    /**
     * How minutes are counted.
     *
     * @param graceSeconds a lost line shorter than this counts as presence
     * @param lateAfterSeconds who comes later than this after the start is late
     * @param creditPercent the share of the planned time that makes an attendance complete
     * @param hallwayCounts whether minutes in a hallway count
     */
    public record Attendance(int graceSeconds, int lateAfterSeconds, int creditPercent, boolean hallwayCounts) {
        public static final Attendance DEFAULT = new Attendance(90, 600, 80, true);
    }
}
