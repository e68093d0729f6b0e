package dev.plinth.base.roots.publishers;

import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Releases;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import java.util.List;
import java.util.Optional;

/** What Bitnami's images stand on, by {@code OS_FLAVOUR=debian-12}: its own minimal Debian, or Photon. */
public final class BitnamiRoot implements RootRule {

    private static final String FLAVOUR = "OS_FLAVOUR";
    private static final String DEBIAN = "debian-";
    private static final String PHOTON = "photon-";

    @Override
    public Optional<OsRoot> read(Clues clues) {
        String flavour = clues.environment().get(FLAVOUR).orElse("");
        boolean bitnami = clues.environment().has("BITNAMI_APP_NAME")
                && clues.environment().get("OS_NAME").orElse("").equals("linux");
        if (!bitnami || clues.root().isEmpty()) {
            return Optional.empty();
        }
        String says = FLAVOUR + "=" + flavour + " of Bitnami";
        if (flavour.startsWith(DEBIAN)) {
            String release = Text.version(flavour, DEBIAN.length());
            return Releases.debianCodename(release).map(codename -> {
                Candidate minideb = Candidate.of("docker.io/bitnami/minideb", codename);
                return new OsRoot(
                        Tier.SLIM,
                        OsRoot.distribution("debian", release, codename, Libc.GLIBC, "apt"),
                        1,
                        minideb.as(),
                        List.of(minideb),
                        says);
            });
        }
        String release = flavour.startsWith(PHOTON) ? Text.version(flavour, PHOTON.length()) : "";
        if (release.isEmpty()) {
            return Optional.empty();
        }
        Candidate photon = Candidate.of("photon", release.indexOf('.') < 0 ? release + ".0" : release);
        return Optional.of(new OsRoot(
                Tier.SLIM,
                OsRoot.distribution("photon", release, null, Libc.GLIBC, "tdnf"),
                1,
                photon.as(),
                List.of(photon),
                says));
    }
}
