package org.anteroom.engine.journal.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of one engine: mode 0700, locked for as long as it is open, so that no second engine writes into it. The
 * kernel drops the lock when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {
    static final String DATABASE = "journal.db";
    private static final String LOCK = "lock";

    /** POSIX drops a process's lock when it closes any descriptor of the file, so a second open must not get there. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing and takes its lock.
     *
     * @throws DataFolderException where it cannot be written or another engine holds it
     */
    public static DataFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
            }
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            return locked(path);
        } catch (IOException e) {
            throw new DataFolderException(
                    "The data folder " + path + " cannot be written. Give the engine's user that folder, or set"
                            + " ANTEROOM_DATA to another one.",
                    e);
        }
    }

    private static DataFolder locked(Path path) throws IOException {
        if (!HELD_HERE.add(path)) {
            throw held(path);
        }
        boolean locked = false;
        try {
            DataFolder folder = lockedByKernel(path);
            locked = true;
            return folder;
        } finally {
            if (!locked) {
                HELD_HERE.remove(path);
            }
        }
    }

    private static DataFolder lockedByKernel(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw held(path);
        }
        return new DataFolder(path, channel, lock);
    }

    private static DataFolderException held(Path path) {
        return new DataFolderException("Another engine is running on the data folder " + path
                + ". Stop it first, or set ANTEROOM_DATA to another folder.");
    }

    public Path path() {
        return path;
    }

    /** Whether an earlier start left a journal here; then its root keystore must be here too. */
    public boolean holdsJournal() {
        return Files.exists(path.resolve(DATABASE));
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    /** Gives the folder free; call it after the journal is closed. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
            HELD_HERE.remove(path);
        } catch (IOException e) {
            throw new DataFolderException("The lock of the data folder " + path + " cannot be released", e);
        }
    }
}
