package dev.plinth.base.roots.publishers;

import dev.plinth.base.Facts;
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
import org.jspecify.annotations.Nullable;

/**
 * What Cloud Native Buildpacks run on, by {@code io.buildpacks.stack.id}: {@code io.buildpacks.stacks.jammy}, its {@code .tiny} and
 * {@code .static} variants, which have no shell, and {@code heroku-24}. Which image it is, the lifecycle's metadata says.
 */
public final class StackRoot implements RootRule {

    private static final String ID = "io.buildpacks.stack.id";
    private static final String STACKS = "io.buildpacks.stacks.";
    private static final String OLD_TINY = "io.paketo.stacks.tiny";
    private static final String HEROKU = "heroku-";
    private static final List<String> DISTRO = List.of("io.buildpacks.base.distro.", "io.buildpacks.stack.distro.");

    @Override
    public Optional<OsRoot> read(Clues clues) {
        String id = clues.config().label(ID).orElse("");
        if (clues.root().isEmpty() || id.length() > 60) {
            return Optional.empty();
        }
        boolean small =
                id.equals(OLD_TINY) || id.startsWith(STACKS) && (id.endsWith(".tiny") || id.endsWith(".static"));
        boolean stack = small || id.startsWith(STACKS) || id.startsWith(HEROKU);
        String release = stack ? release(clues, id) : null;
        if (!stack || !small && release == null) {
            return Optional.empty();
        }
        String codename =
                release == null ? null : Releases.ubuntuCodename(release).orElse(null);
        String distribution = release == null ? null : "ubuntu";
        String says = "label " + ID + "=" + id;
        if (small) {
            Libc libc = id.endsWith(".static") ? Libc.NONE : Libc.GLIBC;
            return Optional.of(new OsRoot(
                    Tier.DISTROLESS,
                    new Facts(distribution, release, codename, libc, false, Facts.NO_PACKAGE_MANAGER, false, null),
                    1,
                    null,
                    List.of(),
                    says));
        }
        Candidate ubuntu = Candidate.of("ubuntu", String.valueOf(release));
        return Optional.of(new OsRoot(
                Tier.FULL,
                OsRoot.distribution("ubuntu", release, codename, Libc.GLIBC, "apt"),
                1,
                ubuntu.as(),
                List.of(ubuntu),
                says));
    }

    /** The number of Ubuntu's release; null if none is said, or it is another distribution. */
    private static @Nullable String release(Clues clues, String id) {
        for (String prefix : DISTRO) {
            String name = clues.config().label(prefix + "name").orElse("");
            String version = clues.config().label(prefix + "version").orElse("");
            if (!name.isEmpty()) {
                return name.equals("ubuntu") && Releases.ubuntuCodename(version).isPresent() ? version : null;
            }
        }
        if (id.startsWith(HEROKU)) {
            String number = Text.version(id, HEROKU.length()) + ".04";
            return Releases.ubuntuCodename(number).isPresent() ? number : null;
        }
        if (id.equals(OLD_TINY)) {
            return "18.04";
        }
        String name = id.substring(STACKS.length());
        int dot = name.indexOf('.');
        return Releases.ubuntuNumber(dot < 0 ? name : name.substring(0, dot)).orElse(null);
    }
}
