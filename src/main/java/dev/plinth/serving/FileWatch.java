package dev.plinth.serving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at files every other second and tells of changes of their content: mounted Secrets and ConfigMaps are swapped by links, which
 * file events do not tell of. Runs on a thread of its own.
 */
public final class FileWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Map<String, Path> files;
    private final Predicate<Map<String, String>> settled;
    private final BiConsumer<Path, String> unreadable;
    private final Thread thread;

    private @Nullable Map<String, String> last;
    private @Nullable String complained;

    /**
     * @param files key to file
     * @param settled is told of the content of all files whenever it is new, and again at the next look while it says false
     * @param unreadable is told once of a file that cannot be read, and why
     */
    public FileWatch(
            Map<String, Path> files, Predicate<Map<String, String>> settled, BiConsumer<Path, String> unreadable) {
        this.files = new LinkedHashMap<>(files);
        this.settled = settled;
        this.unreadable = unreadable;
        this.thread = Thread.ofVirtual().name("file-watch").unstarted(this::run);
    }

    /** Looks once, at once, then again and again. */
    public FileWatch start() {
        look();
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                look();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private synchronized void look() {
        Map<String, String> now = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try {
                now.put(file.getKey(), read(file.getValue()));
            } catch (IOException e) {
                String why = e instanceof NoSuchFileException ? "does not exist" : "cannot be read: " + e.getMessage();
                if (!why.equals(complained)) {
                    complained = why;
                    unreadable.accept(file.getValue(), why);
                }
                return;
            }
        }
        if (!now.equals(last) || complained != null) {
            complained = null;
            last = settled.test(now) ? now : null;
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it is larger than 16 MiB");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
