package dev.plinth.base.roots;

import dev.plinth.base.Facts;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Windows: recognised by its platform; Nano Server and Server Core are far apart in size. No tier of this scale fits it, so that
 * it has none: what that means is the policy's business.
 */
final class WindowsRoot implements RootRule {

    private static final String MICROSOFT = "mcr.microsoft.com/windows/";
    private static final long NANO_BELOW = 500_000_000;
    private static final long CORE_BELOW = 4_000_000_000L;

    /** The third part of the version to the release that images are tagged with. */
    private static final Map<String, String> RELEASES = Map.of(
            "14393", "ltsc2016",
            "17763", "ltsc2019",
            "20348", "ltsc2022",
            "26100", "ltsc2025");

    @Override
    public Optional<OsRoot> read(Clues clues) {
        if (!clues.image().platform().isWindows()) {
            return Optional.empty();
        }
        String version = clues.image().platform().osVersion();
        String release = version == null ? null : RELEASES.get(build(version));
        long size = clues.rootSize();
        String edition = size > 0 && size < NANO_BELOW ? "nanoserver" : size < CORE_BELOW ? "servercore" : "server";
        String shown = version == null || !Text.version(version, 0).equals(version) ? null : version;
        Candidate candidate = release == null || size == 0 ? null : Candidate.of(MICROSOFT + edition, release);
        return Optional.of(new OsRoot(
                null,
                new Facts("windows", shown, release, null, null, null, null, null),
                1,
                candidate == null ? null : candidate.as(),
                candidate == null ? List.of() : List.of(candidate),
                "platform windows" + (shown == null ? "" : ", version " + shown)));
    }

    private static String build(String version) {
        int first = version.indexOf('.');
        int second = version.indexOf('.', first + 1);
        return first < 0 || second < 0 ? "" : Text.version(version, second + 1).split("\\.", 2)[0];
    }
}
