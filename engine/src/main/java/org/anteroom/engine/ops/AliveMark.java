package org.anteroom.engine.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that says when the engine last ran, so that after a crash nobody is credited with the time in which nothing
 * ran. It holds a time and nothing else.
 */
public final class AliveMark {
    /** How often it is written. */
    public static final long EVERY_MS = 1_000;

    private final Path file;
    /** Written aside, so that a crash in the middle leaves the mark of before. */
    private final Path fresh;

    public AliveMark(Path folder) {
        file = folder.resolve("alive");
        fresh = folder.resolve("alive.new");
    }

    /** When the last run was last seen; empty at a first start. */
    public Optional<Instant> last() {
        try {
            return Files.exists(file)
                    ? Optional.of(Instant.ofEpochMilli(
                            Long.parseLong(Files.readString(file).strip())))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    public void write(Instant now) throws IOException {
        if (!Files.exists(fresh)) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, Long.toString(now.toEpochMilli()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
