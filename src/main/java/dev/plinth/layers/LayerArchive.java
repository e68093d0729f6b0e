package dev.plinth.layers;

import dev.plinth.base.Unavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** One layer's archive, entry by entry, into what was found in the layers below. */
final class LayerArchive {

    private static final int BLOCK = 10 * 1024;
    private static final int RECORD = 512;

    /** The three kinds of files whose content is read are far smaller. */
    private static final int MAX_TEXT = 16 * 1024;

    private static final int EXECUTABLE = 0111;

    private final ArchiveStream bytes;
    private final Budget budget;
    private final Found found;

    LayerArchive(ArchiveStream bytes, Budget budget, Found found) {
        this.bytes = bytes;
        this.budget = budget;
        this.found = found;
    }

    /**
     * Reads the entries.
     *
     * @param last whether no layer comes above, so that what was found here stays
     * @return whether to the end; else because nothing that could follow matters
     */
    @SuppressWarnings("resource") // closing it would close the layer, which is read on to its end
    boolean read(boolean last) throws IOException {
        // Lenient: owners and times that are no numbers do not matter here.
        TarArchiveInputStream tar =
                new TarArchiveInputStream(bytes, BLOCK, RECORD, StandardCharsets.UTF_8.name(), true);
        bytes.expectHeaders();
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            bytes.expectContent();
            budget.entry();
            if (!entry.isCheckSumOK()) {
                throw new LimitException(Reason.MALFORMED, "a layer is no tar archive in gzip, zstd or plain");
            }
            if (entry.isSparse()) {
                throw new LimitException(Reason.UNSUPPORTED, "a layer holds sparse files, which no builder writes");
            }
            String path = EntryPath.of(entry.getName())
                    .orElseThrow(() -> new LimitException(
                            Reason.MALFORMED, "a layer holds a file outside of the image, or with an endless name"));
            if (!entry.isDirectory() && note(tar, entry, path) && last && ContentFacts.settled(found)) {
                return false;
            }
            skipContent(tar, entry);
            bytes.expectHeaders();
        }
        bytes.expectContent();
        return true;
    }

    private static void skipContent(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        // A directory has no content; the tar reader would take what it claims to have for headers.
        if (entry.isDirectory() && entry.getSize() > 0) {
            throw new LimitException(Reason.MALFORMED, "a layer holds a directory with content");
        }
        while (tar.skip(Long.MAX_VALUE) > 0) {
            // One skip is as far as the reader goes at once.
        }
    }

    /** Whether the entry is a landmark. */
    private boolean note(TarArchiveInputStream tar, TarArchiveEntry entry, String path) throws IOException {
        found.removes(path);
        boolean link = entry.isSymbolicLink() || entry.isLink();
        Landmark landmark = Landmarks.of(path).orElse(null);
        if (landmark == null || !link && !entry.isFile() || !link && isProgram(landmark) && !isExecutable(entry)) {
            return false;
        }
        // BusyBox and toybox answer to these names too; the programs themselves are files.
        if (link && (landmark == Landmark.DPKG || landmark == Landmark.RPM)) {
            return false;
        }
        found.add(path, landmark, link ? null : text(tar, landmark), link ? target(entry) : null);
        return true;
    }

    /** A hard link names a path in the image, a symbolic one a path seen from where it stands. */
    private static String target(TarArchiveEntry entry) {
        return entry.isLink() ? "/" + entry.getLinkName() : entry.getLinkName();
    }

    private static boolean isProgram(Landmark landmark) {
        return switch (landmark) {
            case SHELL, APT, APK, DNF, MICRODNF, TDNF, YUM, ZYPPER, PACMAN, DPKG, RPM, BUILD_TOOL -> true;
            default -> false;
        };
    }

    private static boolean isExecutable(TarArchiveEntry entry) {
        // csc.dll of the .NET SDK is run by `dotnet` and not executable itself.
        return (entry.getMode() & EXECUTABLE) != 0 || entry.getName().endsWith(".dll");
    }

    private static @Nullable String text(TarArchiveInputStream tar, Landmark landmark) throws IOException {
        return switch (landmark) {
            case OS_RELEASE, ALPINE_RELEASE, SLIM_MARKER ->
                new String(tar.readNBytes(MAX_TEXT), StandardCharsets.UTF_8);
            default -> null;
        };
    }
}
