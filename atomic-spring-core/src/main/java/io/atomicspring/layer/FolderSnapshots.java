package io.atomicspring.layer;

import io.atomicspring.backend.BackendSetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as files in a folder of this machine: one folder for each layer, one JSON file for each partition.
 *
 * <p>File names are readable where the partition is, and never the same for two partitions. A file is replaced by renaming a
 * complete, flushed one over it, under a file lock that all processes of the machine respect; so readers need no lock, and a
 * crash leaves the old file or the new one. Not for folders on a network, whose locks and renames cannot be relied on.
 *
 * @since 0.1
 */
public final class FolderSnapshots implements Snapshots {

    /** A file lock belongs to the whole process, so its threads take turns here first. */
    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private static final int LOCK_FILES = 16;

    private final Path folder;

    private FolderSnapshots(Path folder) {
        this.folder = folder;
    }

    /**
     * Snapshots in a folder, which is made if it is not there.
     *
     * @throws BackendSetupException it cannot be made or is no folder
     */
    public static FolderSnapshots in(Path folder) {
        try {
            return new FolderSnapshots(Files.createDirectories(folder).toRealPath());
        } catch (IOException e) {
            throw new BackendSetupException(
                    "The folder '" + folder + "' for snapshots cannot be used: " + e
                            + ". Name a folder that this process may write.",
                    e);
        }
    }

    @Override
    public Optional<StoredSnapshot> read(SnapshotKey key) throws IOException {
        try {
            byte[] content = Files.readAllBytes(fileOf(key));
            return Optional.of(new StoredSnapshot(content, FileNames.hash(content)));
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(folder)) {
                // Perhaps a disk that is not mounted: that says nothing about the snapshot.
                throw e;
            }
            return Optional.empty();
        }
    }

    @Override
    public boolean write(SnapshotKey key, byte[] content, @Nullable String expectedEtag) throws IOException {
        Path layer = folderOf(key);
        if (!Files.isDirectory(layer)) {
            create(layer);
        }
        Path lockFile = layer.resolve(".lock-" + Math.floorMod(key.partition().hashCode(), LOCK_FILES));
        ReentrantLock turn = IN_THIS_PROCESS.computeIfAbsent(lockFile, path -> new ReentrantLock());
        turn.lock();
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            String etag = read(key).map(StoredSnapshot::etag).orElse(null);
            if (!lock.isValid() || !Objects.equals(etag, expectedEtag)) {
                return false;
            }
            replace(layer, FileNames.of(key.partition()), content);
            return true;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public String locationOf(SnapshotKey key) {
        return fileOf(key).toString();
    }

    private Path folderOf(SnapshotKey key) {
        return folder.resolve(FileNames.of(key.layer()));
    }

    private Path fileOf(SnapshotKey key) {
        return folderOf(key).resolve(FileNames.of(key.partition()) + ".json");
    }

    private void create(Path layer) throws IOException {
        try {
            Files.createDirectory(layer);
            flush(folder);
        } catch (FileAlreadyExistsException e) {
            // Someone else was faster.
        }
    }

    /** Only under the lock: what a crash leaves of the new file is overwritten by the next write. */
    private static void replace(Path layer, String name, byte[] content) throws IOException {
        Path fresh = layer.resolve(name + ".json.new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(
                fresh,
                layer.resolve(name + ".json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        flush(layer);
    }

    /** Makes the rename last. Windows cannot open a folder and keeps renames in its journal. */
    private static void flush(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
