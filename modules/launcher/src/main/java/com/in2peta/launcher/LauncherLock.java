package com.in2peta.launcher;

import com.in2peta.launcher.process.Children;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One launcher per data directory. The system drops the lock when the process ends, however it ends. */
public final class LauncherLock implements AutoCloseable {

    private final FileChannel channel;

    private LauncherLock(FileChannel channel) {
        this.channel = channel;
    }

    public static LauncherLock acquire(Home home) {
        Optional<LauncherLock> lock = tryAcquire(home);
        if (lock.isEmpty()) {
            throw new StartFailure("in2peta already runs on " + home.directory()
                    + holder(home)
                            .map(process -> " (pid " + process.pid() + ")")
                            .orElse("") + "; stop it with: ./in2peta down --data " + home.directory());
        }
        return lock.get();
    }

    /** Empty when another launcher holds it. */
    public static Optional<LauncherLock> tryAcquire(Home home) {
        try {
            FileChannel channel =
                    FileChannel.open(home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            PrivateFile.write(
                    file(home), Children.Mark.of(ProcessHandle.current()).line() + "\n");
            return Optional.of(new LauncherLock(channel));
        } catch (IOException e) {
            throw new StartFailure("cannot lock " + home.directory() + ": " + e.getMessage(), e);
        }
    }

    /** The launcher that holds the lock. */
    public static Optional<ProcessHandle> holder(Home home) {
        try {
            return Files.exists(file(home))
                    ? Children.Mark.parse(Files.readString(file(home))).find()
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("launcher");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the system drops it with the process
        }
    }
}
